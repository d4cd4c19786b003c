package io.github.idempotency.store;

import io.github.idempotency.Fingerprint;
import io.github.idempotency.IdempotencyKey;
import java.time.Duration;

/**
 * A wish to execute under a key.
 *
 * @param key the record
 * @param owner the attempt's nonce; the same nonce repeats the same wish
 * @param fingerprint what the call asks for, kept byte for byte
 * @param operation a stable name for people who look at the record; at most {@value #MAX_OPERATION_LENGTH} characters
 * @param lease how long the owner may stay silent before another may take over; at least one millisecond
 * @param retention how long the store remembers the record if its owner vanishes; at least the lease
 * @param takeover whether an abandoned record with the same fingerprint may pass to this owner
 */
public record ClaimRequest(
        IdempotencyKey key,
        Owner owner,
        Fingerprint fingerprint,
        String operation,
        Duration lease,
        Duration retention,
        boolean takeover) {

    /** Longest operation name a store has to accept, in characters. */
    public static final int MAX_OPERATION_LENGTH = 200;

    private static final Duration SHORTEST_LEASE = Duration.ofMillis(1);

    public ClaimRequest {
        if (lease.compareTo(SHORTEST_LEASE) < 0) {
            throw new IllegalArgumentException("The lease must be at least 1 ms, it is " + lease);
        }
        if (retention.compareTo(lease) < 0) {
            throw new IllegalArgumentException(
                    "The retention (" + retention + ") must not be shorter than the lease (" + lease + ")");
        }
        if (operation.length() > MAX_OPERATION_LENGTH) {
            throw new IllegalArgumentException(
                    "An operation name has at most " + MAX_OPERATION_LENGTH + " characters: " + operation);
        }
    }
}
