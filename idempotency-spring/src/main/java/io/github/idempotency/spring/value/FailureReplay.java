package io.github.idempotency.spring.value;

import io.github.idempotency.ReplayedFailureException;
import io.github.idempotency.codec.RecordedFailure;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/** Creates a recorded exception anew, but only if its class is one the code declares: stored names are not trusted. */
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
        try {
            return type.getDeclaredConstructor(String.class).newInstance(message);
        } catch (NoSuchMethodException e) {
            return createWithoutMessage(type);
        } catch (InstantiationException | IllegalAccessException | InvocationTargetException e) {
            return null;
        }
    }

    private static @Nullable Throwable createWithoutMessage(Class<? extends Throwable> type) {
        try {
            return type.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }
}
