package io.github.idempotency;

import org.jspecify.annotations.Nullable;

/** Replays a recorded exception whose own class cannot be created from a message. */
public class ReplayedFailureException extends IdempotencyException {

    private static final long serialVersionUID = 1L;

    private final String originalType;

    public ReplayedFailureException(String originalType, @Nullable String message) {
        super(message, null);
        this.originalType = originalType;
    }

    /** The binary name of the class of the exception the first call threw. */
    public String originalType() {
        return originalType;
    }
}
