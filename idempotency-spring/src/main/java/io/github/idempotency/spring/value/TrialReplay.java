package io.github.idempotency.spring.value;

import io.github.idempotency.codec.ValueCodec;
import io.github.idempotency.codec.ValueCodecException;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/**
 * Reads back what is about to be recorded, once for each class of value a type ever holds: a mistake is noticed with the
 * first answer rather than with the first repetition, and an answer that would come back as something else is not recorded.
 * Thread-safe.
 */
final class TrialReplay {

    private record Proven(Type type, Class<?> valueClass) {}

    private final ValueCodec codec;
    private final Set<Proven> proven = ConcurrentHashMap.newKeySet();

    TrialReplay(ValueCodec codec) {
        this.codec = codec;
    }

    /** @throws ValueCodecException if the content does not come back as a value of the same class */
    void check(byte[] content, Type type, @Nullable Object value) {
        if (value == null || !proven.add(new Proven(type, value.getClass()))) {
            return;
        }
        boolean same = false;
        try {
            same = comesBack(codec.decode(content, type), value);
        } finally {
            if (!same) {
                proven.remove(new Proven(type, value.getClass()));
            }
        }
        if (!same) {
            throw new ValueCodecException(
                    "A " + value.getClass().getTypeName() + " was returned where " + type.getTypeName()
                            + " is declared, and would not come back from its JSON as what it is. Declare the type that is"
                            + " returned, say with @JsonTypeInfo how its subtypes are told apart, or define a ValueCodec"
                            + " bean.",
                    null);
        }
    }

    private static boolean comesBack(@Nullable Object decoded, Object value) {
        if (decoded == null) {
            return false;
        }
        Class<?> before = ClassUtils.getUserClass(value);
        Class<?> after = ClassUtils.getUserClass(decoded);
        return before == after
                // Which list or map it is matters to nobody, nor which kind of java.util.Date.
                || (value instanceof Collection<?> && decoded instanceof Collection<?>)
                || (value instanceof Map<?, ?> && decoded instanceof Map<?, ?>)
                || (isOfJdk(before) && after.isAssignableFrom(before));
    }

    private static boolean isOfJdk(Class<?> type) {
        return type.getClassLoader() == null
                || ClassLoader.getPlatformClassLoader().equals(type.getClassLoader());
    }
}
