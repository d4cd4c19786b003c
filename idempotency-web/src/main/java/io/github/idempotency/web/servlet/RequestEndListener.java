package io.github.idempotency.web.servlet;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;

/** The last resort: no request ends with its record still open, whatever the container did with its answer. */
public final class RequestEndListener implements ServletRequestListener {

    @Override
    public void requestDestroyed(ServletRequestEvent event) {
        HttpExchange exchange = HttpExchange.of(event.getServletRequest());
        // Jetty says so after every dispatch.
        if (exchange != null && !goesOnLater(event.getServletRequest())) {
            exchange.ended();
        }
    }

    /** Tomcat does not say any more once an asynchronous request has failed; it ends it then. */
    private static boolean goesOnLater(ServletRequest request) {
        try {
            return request.isAsyncStarted();
        } catch (IllegalStateException e) {
            return false;
        }
    }
}
