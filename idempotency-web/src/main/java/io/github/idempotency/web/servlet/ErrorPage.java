package io.github.idempotency.web.servlet;

import jakarta.servlet.http.HttpServletRequest;

/** The page the container renders in a dispatch of its own, which may come after it has said that the request has ended. */
final class ErrorPage {

    /** Set as soon as Jetty is told to send an error, whose page is still to come. */
    private static final String JETTY_ERROR = "org.eclipse.jetty.server.error_status";

    private volatile int statusAtEnd;
    private volatile boolean rendered;

    /** The page is being rendered. */
    void rendering() {
        rendered = true;
    }

    /** The status of the answer, also when the response can no longer be asked. */
    int status(RecordingResponse response) {
        return rendered || statusAtEnd == 0 ? response.getStatus() : statusAtEnd;
    }

    /**
     * Whether the page may still come although the container has ended the request. Jetty ends every request just before it
     * renders its error page, but announces it; Tomcat ends asynchronous ones before, and does not say whether there is a
     * page.
     *
     * @param resumed whether the request was asynchronous
     * @param otherwise run if no page comes
     */
    boolean isAwaited(HttpServletRequest request, RecordingResponse response, boolean resumed, Runnable otherwise) {
        boolean mayCome = resumed || request.getAttribute(JETTY_ERROR) != null;
        if (!mayCome || !response.errorSent() || rendered) {
            return false;
        }
        if (statusAtEnd == 0) {
            statusAtEnd = response.getStatus();
            ErrorPageWatch.later(() -> {
                if (!rendered) {
                    otherwise.run();
                }
            });
        }
        return true;
    }
}
