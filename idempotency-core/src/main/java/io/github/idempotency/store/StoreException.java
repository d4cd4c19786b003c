package io.github.idempotency.store;

import io.github.idempotency.IdempotencyException;
import org.jspecify.annotations.Nullable;

/** A store could not decide. Whatever the reason, the user's code must not run on the strength of the failed call. */
public abstract class StoreException extends IdempotencyException {

    private static final long serialVersionUID = 1L;

    protected StoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
