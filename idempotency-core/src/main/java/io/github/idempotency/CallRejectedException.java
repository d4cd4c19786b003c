package io.github.idempotency;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A protected call was refused: the user's code was not entered and there is no recorded answer to give instead.
 *
 * <p>Over HTTP this becomes a problem document; callers of protected bean methods and of the template catch it.
 */
public class CallRejectedException extends IdempotencyException {

    private static final long serialVersionUID = 1L;

    private final Rejection rejection;

    private final @Nullable Duration retryAfter;

    public CallRejectedException(Rejection rejection, String message) {
        this(rejection, message, null, null);
    }

    public CallRejectedException(
            Rejection rejection, String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        super(message, cause);
        this.rejection = rejection;
        this.retryAfter = retryAfter;
    }

    /** Why. */
    public Rejection rejection() {
        return rejection;
    }

    /** When the same call may be worth repeating, or {@code null} if nothing is known. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
