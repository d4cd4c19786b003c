package io.github.idempotency.engine;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.store.Claim;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Settled records of one store, kept in this process so that a duplicate need not ask the store. It is told of nothing but
 * records that have settled with an answer, and may forget any of them at any time. Thread-safe; neither blocks nor calls
 * anybody.
 */
public interface SettledRecords {

    /** What is kept under this key, with a payload nobody else has, or {@code null} if nothing is or its time is over. */
    Claim.@Nullable Settled find(IdempotencyKey key);

    /**
     * Keeps a copy of a record, or does not where it is too large.
     *
     * @param sinceNanos reading of {@link System#nanoTime()} from before the store was told of the outcome
     * @param retention how long the store has the record from then at least; it must not be found for longer
     */
    void keep(IdempotencyKey key, Claim.Settled settled, long sinceNanos, Duration retention);

    /** Keeps nothing under this key any more. */
    void forget(IdempotencyKey key);
}
