package io.github.idempotency.autoconfigure;

import io.github.idempotency.store.IdempotencyStore;
import java.util.function.Supplier;

/**
 * A store the application has everything for. At most one of them is made.
 *
 * @param name as in {@code idempotency.store}
 * @param fallback whether it is taken only where there is no other
 * @param factory makes the store; called at most once
 */
public record StoreCandidate(String name, boolean fallback, Supplier<IdempotencyStore> factory) {

    /** A store that is taken by itself where it is the only one. */
    public static StoreCandidate of(String name, Supplier<IdempotencyStore> factory) {
        return new StoreCandidate(name, false, factory);
    }

    /** A store that is taken where there is no other. */
    public static StoreCandidate fallback(String name, Supplier<IdempotencyStore> factory) {
        return new StoreCandidate(name, true, factory);
    }
}
