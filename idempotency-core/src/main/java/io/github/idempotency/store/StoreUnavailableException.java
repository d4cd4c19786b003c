package io.github.idempotency.store;

import org.jspecify.annotations.Nullable;

/** The store could not be reached, did not answer in time or refused the command; its effect is unknown. */
public class StoreUnavailableException extends StoreException {

    private static final long serialVersionUID = 1L;

    public StoreUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
