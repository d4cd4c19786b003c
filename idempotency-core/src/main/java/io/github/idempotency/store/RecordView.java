package io.github.idempotency.store;

import io.github.idempotency.IdempotencyKey;
import java.time.Duration;

/**
 * What an operator may see of a record: everything but its content.
 *
 * @param key the record
 * @param operation the name given with the claim
 * @param state where in its life it is
 * @param attempt 1 for the first owner, one more for every takeover
 * @param age time since the first owner was granted the key; neither a takeover nor a completion makes a record younger
 * @param lease how long the owner may still stay silent; zero unless {@link State#CLAIMED}
 * @param retention how long the record is kept from now
 * @param payloadBytes size of the recorded outcome; 0 unless settled
 */
public record RecordView(
        IdempotencyKey key,
        String operation,
        State state,
        int attempt,
        Duration age,
        Duration lease,
        Duration retention,
        int payloadBytes) {

    /** Where in its life a record is. */
    public enum State {
        /** An owner with a live lease is executing. */
        CLAIMED,
        /** The owner's lease ran out before it completed. */
        ABANDONED,
        /** The outcome is recorded. */
        SETTLED,
        /** The outcome is recorded as unknown and waits for an operator. */
        HELD
    }
}
