package io.github.idempotency.spring.operation;

import io.github.idempotency.IdempotencyException;
import org.jspecify.annotations.Nullable;

/** A key or fingerprint expression could not be evaluated for a call; nothing was executed. */
public class ExpressionFailedException extends IdempotencyException {

    private static final long serialVersionUID = 1L;

    public ExpressionFailedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
