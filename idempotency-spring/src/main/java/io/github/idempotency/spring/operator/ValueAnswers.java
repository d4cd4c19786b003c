package io.github.idempotency.spring.operator;

import io.github.idempotency.Outcome;
import io.github.idempotency.codec.ValueCodecException;
import io.github.idempotency.spring.operator.OperatorException.Reason;
import io.github.idempotency.spring.value.Answer;
import io.github.idempotency.spring.value.GivenValues;
import io.github.idempotency.spring.value.ValueCalls;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How doors of returned values write down those that operators give. Thread-safe. */
public final class ValueAnswers {

    private final GivenValues values;

    public ValueAnswers(ValueCalls calls) {
        this.values = new GivenValues(calls.codec());
    }

    /**
     * The outcome of code that returned the answer's value.
     *
     * @param type what the code answers with, or {@code null} if that is only known to its callers
     * @throws OperatorException if the value cannot be that of the code
     */
    public Outcome outcome(String operation, GivenAnswer answer, @Nullable Answer type) {
        String json = answer.value();
        if (json == null) {
            throw new IllegalArgumentException("No value is given");
        }
        try {
            return values.outcome(json, type);
        } catch (ValueCodecException e) {
            throw new OperatorException(
                    Reason.INVALID,
                    "The 'value' is not what '" + operation + "' returns"
                            + (type == null ? "" : ", a " + type.type().getTypeName())
                            + ". Give it as JSON, in a string; null stands for nothing.",
                    List.of(),
                    e);
        }
    }
}
