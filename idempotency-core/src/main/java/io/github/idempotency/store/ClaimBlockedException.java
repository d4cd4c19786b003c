package io.github.idempotency.store;

import org.jspecify.annotations.Nullable;

/** Another transaction has claimed the key and had not ended when the time to wait for it was over. */
public class ClaimBlockedException extends StoreException {

    private static final long serialVersionUID = 1L;

    public ClaimBlockedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
