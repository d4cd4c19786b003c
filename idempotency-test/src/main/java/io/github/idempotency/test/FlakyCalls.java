package io.github.idempotency.test;

import io.github.idempotency.store.ExpiredRecordCleaner;
import io.github.idempotency.store.IdempotencyStore;
import io.github.idempotency.store.RecordInspector;
import io.github.idempotency.test.FlakyStore.Verb;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Passes the calls of a store on, with faults. A proxy, because what a store can do is told by its interfaces. */
final class FlakyCalls implements InvocationHandler {

    private static final Map<String, Verb> VERBS = Map.of(
            "claim", Verb.CLAIM,
            "claimInTransaction", Verb.CLAIM,
            "renew", Verb.RENEW,
            "complete", Verb.COMPLETE,
            "completeInTransaction", Verb.COMPLETE,
            "release", Verb.RELEASE,
            "releaseInTransaction", Verb.RELEASE);

    private final IdempotencyStore store;
    private final StoreFaults faults;

    private FlakyCalls(IdempotencyStore store, StoreFaults faults) {
        this.store = store;
        this.faults = faults;
    }

    static IdempotencyStore around(IdempotencyStore store, StoreFaults faults) {
        Set<Class<?>> interfaces = new LinkedHashSet<>();
        for (Class<?> type = store.getClass(); type != null; type = type.getSuperclass()) {
            Arrays.stream(type.getInterfaces())
                    .filter(each -> Modifier.isPublic(each.getModifiers()))
                    .forEach(interfaces::add);
        }
        interfaces.add(IdempotencyStore.class);
        return (IdempotencyStore) Proxy.newProxyInstance(
                store.getClass().getClassLoader(), interfaces.toArray(Class<?>[]::new), new FlakyCalls(store, faults));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return switch (method.getName()) {
                case "equals" -> isBehind(Objects.requireNonNull(arguments)[0]);
                case "hashCode" -> hashCode();
                default -> "flaky " + store;
            };
        }
        Verb verb = verbOf(method);
        return verb == null
                ? onStore(method, arguments)
                : faults.<@Nullable Object>call(verb, () -> onStore(method, arguments));
    }

    private boolean isBehind(@Nullable Object other) {
        return other != null
                && Proxy.isProxyClass(other.getClass())
                && Proxy.getInvocationHandler(other).equals(this);
    }

    private static @Nullable Verb verbOf(Method method) {
        if (method.getDeclaringClass() == RecordInspector.class) {
            return Verb.INSPECT;
        }
        if (method.getDeclaringClass() == ExpiredRecordCleaner.class) {
            return Verb.CLEAN;
        }
        return VERBS.get(method.getName());
    }

    private @Nullable Object onStore(Method method, @Nullable Object @Nullable [] arguments) {
        try {
            return method.invoke(store, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException error) {
                throw error;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(store + " threw what " + method + " does not allow", e);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(method + " of " + store + " cannot be called", e);
        }
    }
}
