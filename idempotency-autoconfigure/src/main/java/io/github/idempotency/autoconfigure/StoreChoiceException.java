package io.github.idempotency.autoconfigure;

import io.github.idempotency.IdempotencyException;

/** The application does not say, or not in a way that can be followed, where its keys are to be kept. */
public class StoreChoiceException extends IdempotencyException {

    private static final long serialVersionUID = 1L;

    private final String problem;
    private final String action;

    public StoreChoiceException(String problem, String action) {
        super(problem + " " + action, null);
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
