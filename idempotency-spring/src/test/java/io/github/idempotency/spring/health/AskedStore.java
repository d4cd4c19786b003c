package io.github.idempotency.spring.health;

import io.github.idempotency.store.IdempotencyStore;
import io.github.idempotency.store.RecordInspector;
import io.github.idempotency.store.memory.InMemoryIdempotencyStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A store that can be told to fail or to hang when it is asked for a record. */
final class AskedStore {

    final AtomicInteger asked = new AtomicInteger();
    final CountDownLatch gate = new CountDownLatch(1);
    volatile @Nullable RuntimeException failure;
    volatile boolean hangs;
    volatile Runnable whenAsked = () -> {};

    private final IdempotencyStore delegate = new InMemoryIdempotencyStore(10, 1_000, 1_000);
    final IdempotencyStore store = (IdempotencyStore) Proxy.newProxyInstance(
            AskedStore.class.getClassLoader(),
            new Class<?>[] {IdempotencyStore.class, RecordInspector.class},
            (proxy, method, arguments) -> call(method, arguments));

    private Object call(Method method, Object[] arguments) throws Throwable {
        if (method.getName().equals("find")) {
            find();
        }
        try {
            return method.invoke(delegate, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private void find() throws InterruptedException {
        asked.incrementAndGet();
        whenAsked.run();
        if (hangs && !gate.await(20, TimeUnit.SECONDS)) {
            throw new IllegalStateException("Nobody opened the gate");
        }
        RuntimeException thrown = failure;
        if (thrown != null) {
            throw thrown;
        }
    }
}
