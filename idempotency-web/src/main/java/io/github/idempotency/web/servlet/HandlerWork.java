package io.github.idempotency.web.servlet;

import io.github.idempotency.CallRejectedException;
import io.github.idempotency.engine.Execution;
import io.github.idempotency.spring.transaction.LostReplies;
import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.async.AsyncRequestTimeoutException;
import org.springframework.web.context.request.async.WebAsyncManager;
import org.springframework.web.context.request.async.WebAsyncUtils;

/** What is known about the work of a handler, which may go on after the handler has returned. */
final class HandlerWork {

    private static final int DEEPEST_CAUSE = 20;

    private volatile boolean returned;
    private volatile boolean async;
    private volatile boolean ofServletApi;
    private volatile boolean resultArrived;
    private volatile boolean failed;
    private volatile boolean timedOut;
    private volatile boolean cutOff;
    private volatile boolean refusedInside;
    private volatile boolean replyLost;
    private volatile @Nullable CompletionStage<?> end;

    /** The handler came back without an exception. */
    void returned(@Nullable Object value, HttpServletRequest request) {
        returned = true;
        async = AsyncWork.isAsync(value);
        end = AsyncWork.stage(value);
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
        if (failure instanceof AsyncRequestTimeoutException) {
            timedOut = true;
        }
        if (isRefusal(failure)) {
            refusedInside = true;
        }
        if (LostReplies.isCauseOf(failure)) {
            replyLost = true;
        }
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

    /** The container has broken the request off, and does not know about the work. */
    void cutOff() {
        cutOff = true;
    }

    /** Whether the handler has come back, one way or the other. */
    boolean hasEnded() {
        return failed || done();
    }

    static IllegalStateException enteredAgain(Execution run) {
        return new IllegalStateException(
                run.operation() + " was entered a second time within one request, by a retry around"
                        + " the controller? Put the retry on a bean below it, or let the client retry.");
    }

    boolean hasFailed() {
        return failed;
    }

    /** Whether the failure is the refusal of another protected call, which says nothing worth repeating for hours. */
    boolean refusedInside() {
        return refusedInside;
    }

    /** Whether a database may have done what the failure seems to say it has not. */
    boolean replyLost() {
        return replyLost;
    }

    /** Whether the work was done, so that only its answer can have failed. */
    boolean done() {
        return returned && (!async || (resultArrived && !timedOut));
    }

    /** Whether the work may still be going on somewhere out of sight. */
    boolean mayGoOn() {
        return returned && async && (timedOut || (!resultArrived && (cutOff || !failed)));
    }

    /** Whether the answer was made without the work, although nobody has decided that it should be. */
    boolean answersForUnfinishedWork() {
        return mayGoOn() && (failed || cutOff);
    }

    /** What ends when the work ends, or {@code null} if that cannot be seen. */
    @Nullable
    CompletionStage<?> observableEnd() {
        return end;
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
