package io.github.idempotency.autoconfigure;

import io.github.idempotency.IdempotencyException;
import org.jspecify.annotations.Nullable;

/** The store of keys cannot be set up as the application is configured. Found at start-up; the message names the fix. */
public class StoreSetupException extends IdempotencyException {

    private static final long serialVersionUID = 1L;

    private final String problem;
    private final String action;

    public StoreSetupException(String problem, String action) {
        this(problem, action, null);
    }

    public StoreSetupException(String problem, String action, @Nullable Throwable cause) {
        super(problem + " " + action, cause);
        this.problem = problem;
        this.action = action;
    }

    /** What is wrong. */
    public String problem() {
        return problem;
    }

    /** What to do about it. */
    public String action() {
        return action;
    }
}
