package io.github.idempotency;

import org.jspecify.annotations.Nullable;

/** The root of every error this library raises on purpose; messages never contain a raw key or a recorded answer. */
public abstract class IdempotencyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    protected IdempotencyException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
