package io.github.idempotency.near;

import io.github.idempotency.Outcome;
import io.github.idempotency.store.Claim;
import java.time.Duration;

/**
 * A settled record, with a payload of its own.
 *
 * @param settled as the store would give it
 * @param sinceNanos from when its time is counted
 * @param lifetimeNanos how long it may be found
 */
record KeptRecord(Claim.Settled settled, long sinceNanos, long lifetimeNanos) {

    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

    /**
     * What an entry takes beside its payload, in bytes: the cache's own node, the key, the fingerprint and the objects
     * that hold them.
     */
    static final int OVERHEAD_BYTES = 400;

    static KeptRecord copyOf(Claim.Settled settled, long sinceNanos, Duration lifetime) {
        return new KeptRecord(
                copy(settled), sinceNanos, lifetime.compareTo(LONGEST) < 0 ? lifetime.toNanos() : Long.MAX_VALUE);
    }

    /** With an array nobody else has: whoever reads an answer may do so in place. */
    Claim.Settled copy() {
        return copy(settled);
    }

    long remainingNanos(long nowNanos) {
        return Math.max(0, lifetimeNanos - (nowNanos - sinceNanos));
    }

    int weight() {
        return Math.addExact(settled.outcome().payload().length, OVERHEAD_BYTES);
    }

    private static Claim.Settled copy(Claim.Settled settled) {
        Outcome outcome = settled.outcome();
        return new Claim.Settled(
                settled.fingerprint(),
                Outcome.of(outcome.kind(), outcome.payload().clone()));
    }
}
