package io.github.idempotency.test.slice;

import io.github.idempotency.store.IdempotencyStore;
import io.github.idempotency.store.memory.InMemoryIdempotencyStore;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.target.HotSwappableTargetSource;

/** A store in memory that can forget everything at once. Thread-safe. */
final class KeysInMemory {

    private static final int MAX_RECORDS = 100_000;
    private static final int MAX_BYTES = 64 * 1024 * 1024;

    private final HotSwappableTargetSource current = new HotSwappableTargetSource(empty());

    /** The same object before and after; it has the interfaces of a store in memory. */
    IdempotencyStore store() {
        ProxyFactory factory = new ProxyFactory(InMemoryIdempotencyStore.class.getInterfaces());
        factory.setTargetSource(current);
        return (IdempotencyStore) factory.getProxy(IdempotencyStore.class.getClassLoader());
    }

    /** A call that is still running finds its record gone. */
    void forget() {
        current.swap(empty());
    }

    private static InMemoryIdempotencyStore empty() {
        return new InMemoryIdempotencyStore(MAX_RECORDS, MAX_BYTES, MAX_BYTES);
    }
}
