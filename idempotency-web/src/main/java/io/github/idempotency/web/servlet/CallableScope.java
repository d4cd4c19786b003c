package io.github.idempotency.web.servlet;

import io.github.idempotency.engine.Execution;
import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.async.CallableProcessingInterceptor;
import org.springframework.web.context.request.async.WebAsyncTask;
import org.springframework.web.context.request.async.WebAsyncUtils;

/** Keeps the thread that runs a handler's {@link Callable} inside of the execution, as the request's thread was. */
final class CallableScope implements CallableProcessingInterceptor {

    private final Execution execution;
    private Execution.@Nullable Scope scope;

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
        scope = execution.enter();
    }

    /** On the same thread. */
    @Override
    public <T> void postProcess(NativeWebRequest request, Callable<T> task, @Nullable Object concurrentResult) {
        if (scope != null) {
            scope.close();
        }
    }
}
