package io.github.idempotency.engine;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.Rejection;
import io.github.idempotency.codec.TraceReference;
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
     * @param payloadBytes size of the answer as handed to the store; 0 if there is none
     */
    record Ended(String operation, IdempotencyKey key, Ending ending, Ending wanted, int payloadBytes)
            implements EngineEvent {}

    /**
     * A recorded answer is given instead of running the user's code.
     *
     * @param payloadBytes size of the answer as stored
     * @param recordedBy the trace in which the answer was made, if that was recorded
     */
    record Replayed(
            String operation,
            IdempotencyKey key,
            int payloadBytes,
            @Nullable TraceReference recordedBy) implements EngineEvent {}

    /** The call was refused; the key is {@code null} if the call had none that could be used. */
    record Rejected(String operation, @Nullable IdempotencyKey key, Rejection why) implements EngineEvent {}

    /** The store is down and the user's code runs without protection. */
    record Unprotected(String operation, IdempotencyKey key) implements EngineEvent {}

    /** A call is waiting for another's answer; once per waiting call. */
    record Waiting(String operation, IdempotencyKey key) implements EngineEvent {}

    /**
     * A call has stopped waiting; what becomes of it follows.
     *
     * @param nanos how long it waited, in nanoseconds
     */
    record Waited(String operation, IdempotencyKey key, long nanos) implements EngineEvent {}

    /** The transaction of a call cannot go on for the sake of others, so that the call is tried again in a new one. */
    record Conflicted(String operation, IdempotencyKey key) implements EngineEvent {}

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
