package io.github.idempotency.web.servlet;

import io.github.idempotency.engine.Execution;
import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.async.CallableProcessingInterceptor;
import org.springframework.web.context.request.async.WebAsyncTask;
import org.springframework.web.context.request.async.WebAsyncUtils;

/**
 * Keeps the thread that runs a handler's {@link Callable} inside of the execution, as the request's thread was. Several
 * threads may be inside at once: work that has timed out goes on while another thread writes the answer to the timeout.
 * Spring calls {@link #postProcess} on every thread that has come out of {@link #preProcess}, whatever fails in between.
 */
final class CallableScope implements CallableProcessingInterceptor {

    private final Execution execution;
    private final ConcurrentMap<Thread, Execution.Scope> scopes = new ConcurrentHashMap<>();

    private CallableScope(Execution execution) {
        this.execution = execution;
    }

    static void around(@Nullable Object returned, Execution execution, HttpServletRequest request) {
        if (returned instanceof Callable<?> || returned instanceof WebAsyncTask<?>) {
            WebAsyncUtils.getAsyncManager(request)
                    .registerCallableInterceptor(CallableScope.class, new CallableScope(execution));
        }
    }

    @Override
    public <T> void preProcess(NativeWebRequest request, Callable<T> task) {
        leave();
        scopes.put(Thread.currentThread(), execution.enter());
    }

    /** On the same thread, but also on the request's when an executor refuses the task. */
    @Override
    public <T> void postProcess(NativeWebRequest request, Callable<T> task, @Nullable Object concurrentResult) {
        leave();
    }

    /** Closes only what this very thread has opened. */
    private void leave() {
        Execution.Scope scope = scopes.remove(Thread.currentThread());
        if (scope != null) {
            scope.close();
        }
    }
}
