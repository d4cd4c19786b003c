package io.github.idempotency.spring.operation;

import io.github.idempotency.CallRejectedException;
import io.github.idempotency.Rejection;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ObjectUtils;
import org.springframework.util.ReflectionUtils;

/** Turns the value of a key expression into the parts of a key. */
public final class KeyParts {

    /** All the empty ones read the same. */
    private static final Set<Class<?>> OPTIONAL_NUMBERS =
            Set.of(OptionalInt.class, OptionalLong.class, OptionalDouble.class);

    private KeyParts() {}

    /**
     * The value, or each value of a collection, as text.
     *
     * @return the parts; empty if the value is null, empty or blank text, which means there is no key
     * @throws CallRejectedException if the value is of a kind that does not identify anything
     */
    public static List<String> of(@Nullable Object value, IdempotentOperation operation) {
        Object present = ObjectUtils.unwrapOptional(value);
        if (present == null) {
            return List.of();
        }
        if (present instanceof Collection<?> values) {
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
        if (!identifies(present.getClass())) {
            throw invalid(
                    operation,
                    "a " + present.getClass().getTypeName() + ", whose text does not identify it",
                    "Choose a property that identifies the call, or a list of several.");
        }
        String text = present.toString();
        return text == null || text.isBlank() ? List.of() : List.of(text);
    }

    /** Objects with inherited {@code toString} print their memory address: no two calls would ever share a key. */
    private static boolean identifies(Class<?> type) {
        if (type.isArray()
                || type == Object.class
                || Map.class.isAssignableFrom(type)
                || OPTIONAL_NUMBERS.contains(type)) {
            return false;
        }
        Method toString = ReflectionUtils.findMethod(type, "toString");
        return toString != null
                && toString.getDeclaringClass() != Object.class
                && !(type.isRecord() && holdsArrays(type));
    }

    /** A record prints its components, and an array prints its address. */
    private static boolean holdsArrays(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .anyMatch(component -> component.getType().isArray());
    }

    private static CallRejectedException invalid(IdempotentOperation operation, String what, String action) {
        return new CallRejectedException(
                Rejection.KEY_INVALID,
                "The key \"" + operation.key() + "\" of @Idempotent on " + operation.describe() + " is " + what + ". "
                        + action);
    }
}
