package io.github.idempotency.test;

import io.github.idempotency.store.IdempotencyStore;
import io.github.idempotency.store.memory.InMemoryIdempotencyStore;

/** The in-memory store keeps the contract. */
class InMemoryIdempotencyStoreTests extends IdempotencyStoreContract {

    private static final int MEGABYTE = 1024 * 1024;

    private final IdempotencyStore store = new InMemoryIdempotencyStore(10_000, 64 * MEGABYTE, 4 * MEGABYTE);

    @Override
    protected IdempotencyStore store() {
        return store;
    }
}
