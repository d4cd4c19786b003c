package io.github.idempotency.store;

import io.github.idempotency.IdempotencyKey;
import java.util.Optional;

/** A store whose records operators can look at and delete, one at a time. */
public interface RecordInspector {

    /** The record of a key, unless there is none or its retention has ended. */
    Optional<RecordView> find(IdempotencyKey key);

    /**
     * Forgets a record whatever its state, so that the next call with its key executes.
     *
     * @return whether there was a record
     */
    boolean delete(IdempotencyKey key);
}
