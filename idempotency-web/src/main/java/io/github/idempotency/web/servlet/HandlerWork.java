package io.github.idempotency.web.servlet;

import io.github.idempotency.CallRejectedException;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.async.AsyncRequestTimeoutException;
import org.springframework.web.context.request.async.WebAsyncManager;
import org.springframework.web.context.request.async.WebAsyncUtils;

/** What is known about the work of a handler, which may go on after the handler has returned. */
final class HandlerWork {

    private static final int DEEPEST_CAUSE = 20;

    private boolean returned;
    private boolean async;
    private boolean ofServletApi;
    private boolean resultArrived;
    private boolean failed;
    private boolean timedOut;
    private boolean refusedInside;

    /** The handler came back without an exception. */
    void returned(@Nullable Object value, HttpServletRequest request) {
        returned = true;
        async = AsyncWork.isAsync(value);
        if (!async && request.isAsyncStarted()) {
            async = true;
            ofServletApi = true;
        }
    }

    /** The request goes on with what asynchronous work has come to. Spring forgets it while it renders it. */
    void resumed(HttpServletRequest request) {
        WebAsyncManager manager = WebAsyncUtils.getAsyncManager(request);
        if (ofServletApi) {
            resultArrived = true;
        } else if (async && manager.hasConcurrentResult()) {
            if (manager.getConcurrentResult() instanceof Throwable failure) {
                failed(failure);
            } else {
                resultArrived = true;
            }
        }
    }

    /** An exception came out of the handler, of its asynchronous work, or of the rendering of its answer. */
    void failed(Throwable failure) {
        failed = true;
        timedOut |= failure instanceof AsyncRequestTimeoutException;
        refusedInside |= isRefusal(failure);
    }

    /** The handler itself has completed the request, which it had made asynchronous by the servlet API. */
    void completed() {
        resultArrived = true;
    }

    /** Whether the handler has made the request asynchronous by itself, past Spring. */
    boolean isOfServletApi() {
        return ofServletApi;
    }

    /** Nobody waits for asynchronous work any longer. */
    void timedOut() {
        timedOut = true;
    }

    boolean hasFailed() {
        return failed;
    }

    /** Whether the failure is the refusal of another protected call, which says nothing worth repeating for hours. */
    boolean refusedInside() {
        return refusedInside;
    }

    /** Whether the work was done, so that only its answer can have failed. */
    boolean done() {
        return returned && (!async || (resultArrived && !timedOut));
    }

    /** Whether the work may still be going on somewhere out of sight. */
    boolean mayGoOn() {
        return returned && async && (timedOut || (!resultArrived && !failed));
    }

    private static boolean isRefusal(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
            if (cause instanceof CallRejectedException) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }
}
