package io.github.idempotency.store;

import org.jspecify.annotations.Nullable;

/**
 * A stored record is corrupt or was written by a newer version of this library. Repeating the call does not help: roll
 * the newer version out everywhere, or inspect and delete the record.
 */
public class UnreadableRecordException extends StoreException {

    private static final long serialVersionUID = 1L;

    public UnreadableRecordException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
