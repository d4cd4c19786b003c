package io.github.idempotency.engine;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.Rejection;
import org.jspecify.annotations.Nullable;

/**
 * Something worth counting. Later versions may add kinds and components, so ignore what you do not know. Keys are digests, safe to log; operations are stable, low-cardinality names.
 */
public sealed interface EngineEvent {

    String operation();

    /** The user's code is about to run; followed by exactly one {@link Ended}. An attempt above 1 is a takeover. */
    record Started(String operation, IdempotencyKey key, int attempt) implements EngineEvent {}

    /**
     * The user's code has run.
     *
     * @param ending how it ended
     * @param wanted what a {@link Ending#DEFERRED} ending is to become; otherwise the same as {@code ending}
     */
    record Ended(String operation, IdempotencyKey key, Ending ending, Ending wanted) implements EngineEvent {}

    /** A recorded answer is given instead of running the user's code. */
    record Replayed(String operation, IdempotencyKey key) implements EngineEvent {}

    /** The call was refused; the key is {@code null} if the call had none that could be used. */
    record Rejected(String operation, @Nullable IdempotencyKey key, Rejection why) implements EngineEvent {}

    /** The store is down and the user's code runs without protection. */
    record Unprotected(String operation, IdempotencyKey key) implements EngineEvent {}

    /** A call is waiting for another's answer; once per waiting call. */
    record Waiting(String operation, IdempotencyKey key) implements EngineEvent {}

    /** A call that had ended {@link Ending#DEFERRED} is settled now, or given up as {@link Ending#ABANDONED}. */
    record EndedLate(String operation, IdempotencyKey key, Ending ending) implements EngineEvent {}

    /** A call found its lease taken over by another, or its record gone; at most once per execution. */
    record LeaseLost(String operation, IdempotencyKey key) implements EngineEvent {}

    /** A store verb was called. */
    record StoreCalled(String operation, IdempotencyKey key, StoreVerb verb, long nanos, boolean failed)
            implements EngineEvent {}

    /** The verbs of the store SPI. */
    enum StoreVerb {
        CLAIM,
        RENEW,
        COMPLETE,
        RELEASE
    }
}
