package io.github.idempotency.spring.operator;

import io.github.idempotency.IdempotencyException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an operator asked for was not done; the message says why and what to do next, and repeats no key. */
public class OperatorException extends IdempotencyException {

    private static final long serialVersionUID = 1L;

    /** Of what kind the obstacle is. */
    public enum Reason {
        /** The request cannot be understood. */
        INVALID,
        /** There is no such record. */
        NOT_FOUND,
        /** There is one, in a state or number in which this cannot be done to it. */
        CONFLICT,
        /** The store does not answer, so nothing is known about its records. */
        UNAVAILABLE,
        /** There is a record that cannot be read. */
        UNREADABLE
    }

    private final Reason reason;

    @SuppressWarnings("serial") // an immutable list of strings
    private final List<String> hints;

    public OperatorException(Reason reason, String message) {
        this(reason, message, List.of(), null);
    }

    /** @param hints what may be wrong, the most likely first */
    public OperatorException(Reason reason, String message, List<String> hints, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.hints = List.copyOf(hints);
    }

    /** Of what kind the obstacle is. */
    public Reason reason() {
        return reason;
    }

    /** What may be wrong, as sentences, the most likely first. */
    public List<String> hints() {
        return hints;
    }
}
