package io.github.idempotency.web.servlet;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.http.HttpEntity;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.context.request.async.WebAsyncTask;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** Handlers whose work goes on after they have returned. */
final class AsyncWork {

    private AsyncWork() {}

    /** Whether the returned value stands for work still to be done; writing a stream is rendering, not work. */
    static boolean isAsync(@Nullable Object returned) {
        Object value = content(returned);
        return value instanceof Callable<?>
                || value instanceof DeferredResult<?>
                || value instanceof WebAsyncTask<?>
                || value instanceof CompletionStage<?>
                || (value != null
                        && !(value instanceof StreamingResponseBody)
                        && ReactiveAdapterRegistry.getSharedInstance().getAdapter(value.getClass()) != null);
    }

    /** The stage that ends with the work, or {@code null} if the returned value is none. */
    static @Nullable CompletionStage<?> stage(@Nullable Object returned) {
        return content(returned) instanceof CompletionStage<?> stage ? stage : null;
    }

    private static @Nullable Object content(@Nullable Object returned) {
        return returned instanceof HttpEntity<?> entity ? entity.getBody() : returned;
    }
}
