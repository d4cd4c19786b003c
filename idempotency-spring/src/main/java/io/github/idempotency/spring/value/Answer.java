package io.github.idempotency.spring.value;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.springframework.core.ResolvableType;

/**
 * What a protected piece of code answers with.
 *
 * @param type the type of the recorded value; for futures that of their result
 * @param future whether the value arrives later, through a {@link CompletionStage}
 * @param failures exceptions that are answers
 * @param rebuildable exceptions that may be created anew on replay
 */
public record Answer(
        Type type,
        boolean future,
        List<Class<? extends Throwable>> failures,
        List<Class<? extends Throwable>> rebuildable) {

    /** The answer of a method with the given generic return type and declared exceptions. */
    public static Answer of(Type returnType, List<Class<? extends Throwable>> failures, Class<?>[] declared) {
        List<Class<? extends Throwable>> rebuildable = new ArrayList<>(failures);
        for (Class<?> exception : declared) {
            rebuildable.add(exception.asSubclass(Throwable.class));
        }
        Class<?> raw = ResolvableType.forType(returnType).toClass();
        boolean future = raw == CompletableFuture.class || raw == CompletionStage.class;
        return new Answer(future ? resultOf(returnType) : returnType, future, failures, rebuildable);
    }

    boolean isVoid() {
        return type == void.class || type == Void.class;
    }

    boolean isAnswer(Throwable failure) {
        return failures.stream().anyMatch(type -> type.isInstance(failure));
    }

    private static Type resultOf(Type futureType) {
        return futureType instanceof ParameterizedType parameterized
                ? parameterized.getActualTypeArguments()[0]
                : Object.class;
    }
}
