package io.github.idempotency.spring.value;

import io.github.idempotency.ReplayedFailureException;
import io.github.idempotency.codec.RecordedFailure;
import java.lang.reflect.Constructor;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/**
 * Creates a recorded exception anew, but only if its class is one the code declares (stored names are not trusted) and
 * has a constructor that gives it the recorded message back.
 */
final class FailureReplay {

    private FailureReplay() {}

    static Throwable rebuild(RecordedFailure failure, List<Class<? extends Throwable>> rebuildable) {
        for (Class<? extends Throwable> declared : rebuildable) {
            Class<? extends Throwable> type = named(failure.type(), declared);
            if (type != null) {
                Throwable rebuilt = create(type, failure.message());
                if (rebuilt != null) {
                    return rebuilt;
                }
            }
        }
        return new ReplayedFailureException(failure.type(), failure.message());
    }

    private static @Nullable Class<? extends Throwable> named(String name, Class<? extends Throwable> declared) {
        if (declared.getName().equals(name)) {
            return declared;
        }
        try {
            Class<?> type = Class.forName(name, false, classLoaderOf(declared));
            return declared.isAssignableFrom(type) ? type.asSubclass(Throwable.class) : null;
        } catch (ClassNotFoundException | LinkageError e) {
            return null;
        }
    }

    private static @Nullable ClassLoader classLoaderOf(Class<?> type) {
        ClassLoader own = type.getClassLoader();
        return own != null ? own : ClassUtils.getDefaultClassLoader();
    }

    private static @Nullable Throwable create(Class<? extends Throwable> type, @Nullable String message) {
        Throwable rebuilt = create(type, message, new Class<?>[] {String.class}, message);
        if (rebuilt == null) {
            rebuilt = create(type, message, new Class<?>[] {String.class, Throwable.class}, message, null);
        }
        return rebuilt == null ? create(type, message, new Class<?>[0]) : rebuilt;
    }

    /** A constructor may want something else than the message; then the exception would say something else. */
    private static @Nullable Throwable create(
            Class<? extends Throwable> type,
            @Nullable String message,
            Class<?>[] parameters,
            @Nullable Object... arguments) {
        try {
            Constructor<? extends Throwable> constructor = type.getDeclaredConstructor(parameters);
            if (!constructor.trySetAccessible()) {
                return null;
            }
            Throwable rebuilt = constructor.newInstance(arguments);
            return Objects.equals(rebuilt.getMessage(), message) ? rebuilt : null;
        } catch (ReflectiveOperationException | RuntimeException e) {
            return null;
        }
    }
}
