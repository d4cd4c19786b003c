package io.github.idempotency.web.servlet;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpEntity;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.context.request.async.WebAsyncTask;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** Handlers whose work goes on after they have returned. */
final class AsyncWork {

    static final String WITHOUT_TRANSACTION = "transaction = SAME ends with the request's thread, and asynchronous work"
            + " goes on elsewhere. Return the answer itself, or use SEPARATE.";

    private static final List<Class<?>> TYPES = List.of(
            Callable.class,
            DeferredResult.class,
            WebAsyncTask.class,
            CompletionStage.class,
            StreamingResponseBody.class,
            ResponseBodyEmitter.class);

    private AsyncWork() {}

    /** The asynchronous type a handler declares to return, also within an entity, or {@code null} if it is none. */
    static @Nullable Class<?> declared(ResolvableType type) {
        Class<?> raw = type.toClass();
        if (HttpEntity.class.isAssignableFrom(raw)) {
            return declared(type.as(HttpEntity.class).getGeneric(0));
        }
        boolean async = TYPES.stream().anyMatch(known -> known.isAssignableFrom(raw))
                || ReactiveAdapterRegistry.getSharedInstance().getAdapter(raw) != null;
        return async ? raw : null;
    }

    /** Whether the returned value is written on another thread. */
    static boolean isStreamed(@Nullable Object returned) {
        return content(returned) instanceof StreamingResponseBody || HandlerMethods.isStream(returned);
    }

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
