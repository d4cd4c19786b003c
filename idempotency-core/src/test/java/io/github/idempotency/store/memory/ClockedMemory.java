package io.github.idempotency.store.memory;

import java.util.function.LongSupplier;

/** In-memory stores whose time a test moves. */
public final class ClockedMemory {

    private ClockedMemory() {}

    /**
     * @param maxPayloadBytes the largest answer
     * @param nanos the store's time
     */
    public static InMemoryIdempotencyStore store(int maxPayloadBytes, LongSupplier nanos) {
        return new InMemoryIdempotencyStore(100_000, 100_000_000, maxPayloadBytes, nanos);
    }
}
