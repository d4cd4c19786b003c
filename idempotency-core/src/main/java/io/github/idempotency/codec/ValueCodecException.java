package io.github.idempotency.codec;

import io.github.idempotency.IdempotencyException;
import org.jspecify.annotations.Nullable;

/** A value cannot be recorded, or a recorded one cannot be read as the type its method returns today. */
public class ValueCodecException extends IdempotencyException {

    private static final long serialVersionUID = 1L;

    public ValueCodecException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
