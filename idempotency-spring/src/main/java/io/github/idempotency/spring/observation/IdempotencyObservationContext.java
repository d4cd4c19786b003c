package io.github.idempotency.spring.observation;

import io.github.idempotency.codec.TraceReference;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * What conventions and handlers get to know about a protected call. What becomes known in its course is {@code null}
 * until then. Thread-safe, as far as its own properties go.
 */
public class IdempotencyObservationContext extends Observation.Context {

    private final String operation;
    private final @Nullable String keyDigest;
    private final String store;
    private volatile @Nullable Integer attempt;
    private volatile @Nullable String outcome;
    private volatile @Nullable TraceReference recordedBy;

    /**
     * @param operation the stable name of what is called
     * @param keyDigest a short digest of the idempotency key; {@code null} if the call has none that could be used
     * @param store the name of the store that keeps the key
     */
    public IdempotencyObservationContext(String operation, @Nullable String keyDigest, String store) {
        this.operation = operation;
        this.keyDigest = keyDigest;
        this.store = store;
    }

    /** The stable name of what is called. */
    public String getOperation() {
        return operation;
    }

    /** A short digest of the idempotency key, never the key; {@code null} if the call has none that could be used. */
    public @Nullable String getKeyDigest() {
        return keyDigest;
    }

    /** The name of the store that keeps the key. */
    public String getStore() {
        return store;
    }

    /** Which run of its key this is, from 1; {@code null} if the user's code does not run, or not yet. */
    public @Nullable Integer getAttempt() {
        return attempt;
    }

    public void setAttempt(@Nullable Integer attempt) {
        this.attempt = attempt;
    }

    /** What became of the call, in the words of {@link IdempotencyObservation.LowCardinalityKeyNames#OUTCOME}. */
    public @Nullable String getOutcome() {
        return outcome;
    }

    public void setOutcome(@Nullable String outcome) {
        this.outcome = outcome;
    }

    /** The span in which the answer that is replayed was made, if that was recorded. */
    public @Nullable TraceReference getRecordedBy() {
        return recordedBy;
    }

    public void setRecordedBy(@Nullable TraceReference recordedBy) {
        this.recordedBy = recordedBy;
    }
}
