package io.github.idempotency.spring.operation;

import io.github.idempotency.IdempotencyException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** An annotated method cannot be protected as written. Found at start-up; the message names the method and the fix. */
public class OperationMistakeException extends IdempotencyException {

    private static final long serialVersionUID = 1L;

    private final String subject;
    private final String action;

    public OperationMistakeException(Method method, Class<?> targetClass, String mistake, String action) {
        this(IdempotentOperation.describe(method, targetClass), mistake, action, null);
    }

    public OperationMistakeException(String subject, String mistake, String action, @Nullable Throwable cause) {
        super("@Idempotent on " + subject + ": " + mistake + " " + action, cause);
        this.subject = subject;
        this.action = action;
    }

    /** The method in question. */
    public String subject() {
        return subject;
    }

    /** What to do about it. */
    public String action() {
        return action;
    }
}
