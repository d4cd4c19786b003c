package io.github.idempotency.spring.operation;

import io.github.idempotency.CallRejectedException;
import io.github.idempotency.Rejection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ReflectionUtils;

/** Turns the value of a key expression into the parts of a key. */
public final class KeyParts {

    private KeyParts() {}

    /**
     * The value, or each value of a collection, as text.
     *
     * @return the parts; empty if the value is null or empty text, which means there is no key
     * @throws CallRejectedException if the value is of a kind that does not identify anything
     */
    public static List<String> of(@Nullable Object value, IdempotentOperation operation) {
        if (value == null || (value instanceof CharSequence text && text.toString().isBlank())) {
            return List.of();
        }
        if (value instanceof Collection<?> values) {
            List<String> parts = new ArrayList<>();
            for (Object part : values) {
                List<String> texts = of(part, operation);
                if (texts.size() != 1) {
                    throw invalid(operation, "a list with an empty or nested part", "Give every part a value.");
                }
                parts.add(texts.get(0));
            }
            return parts;
        }
        if (!identifies(value.getClass())) {
            throw invalid(
                    operation,
                    "a " + value.getClass().getName() + ", whose text differs between equal objects",
                    "Choose a property that identifies the call.");
        }
        return List.of(value.toString());
    }

    /** Objects with inherited {@code toString} print their memory address: no two calls would ever share a key. */
    private static boolean identifies(Class<?> type) {
        if (type.isArray()) {
            return false;
        }
        var toString = ReflectionUtils.findMethod(type, "toString");
        return toString != null && toString.getDeclaringClass() != Object.class;
    }

    private static CallRejectedException invalid(IdempotentOperation operation, String what, String action) {
        return new CallRejectedException(
                Rejection.KEY_INVALID,
                "The key \"" + operation.key() + "\" of @Idempotent on " + operation.describe() + " is " + what + ". "
                        + action);
    }
}
