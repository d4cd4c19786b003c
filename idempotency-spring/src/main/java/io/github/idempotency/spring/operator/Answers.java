package io.github.idempotency.spring.operator;

import io.github.idempotency.Outcome;
import io.github.idempotency.codec.RecordedPayload;
import io.github.idempotency.spring.operation.IdempotentOperation;
import io.github.idempotency.spring.operator.GivenAnswer.Kind;
import io.github.idempotency.spring.operator.OperatorException.Reason;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes outcomes of the answers operators give, each through the door that will replay it. An answer of another door could
 * not be read by the calls that come through this one, so nothing is guessed. Thread-safe.
 */
final class Answers {

    private final Supplier<List<OperatorDoor>> doors;

    Answers(Supplier<List<OperatorDoor>> doors) {
        this.doors = doors;
    }

    /**
     * What a record comes to.
     *
     * @param retention how long it is kept
     */
    record Decided(Outcome outcome, Duration retention) {}

    /**
     * @param operation the name in the record
     * @param matched the door under whose identity the record was found, or {@code null} if it was found by its digest
     * @param retention how long the answer is kept, or {@code null} for the retention of the operation
     * @throws OperatorException if it is not known, or not so, that calls get such an answer
     */
    Decided decide(String operation, @Nullable OperatorDoor matched, GivenAnswer answer, @Nullable Duration retention) {
        if (!answer.isValue() && !answer.isResponse()) {
            throw invalid(
                    "Give either a 'status', with 'contentType', 'body' and 'headers' where there are such, for an"
                            + " HTTP response; or a 'value' for a bean method or the template.");
        }
        if (answer.kind() != null && (answer.kind() == Kind.VALUE) != answer.isValue()) {
            throw invalid("With the 'kind' http give a 'status', with the 'kind' value a 'value'.");
        }
        OperatorDoor door = door(operation, matched, answer);
        Duration kept = retention == null ? retention(door, operation) : retention;
        Outcome outcome = door.outcome(operation, answer);
        return new Decided(Outcome.of(outcome.kind(), new RecordedPayload(outcome.payload(), null).encode()), kept);
    }

    private OperatorDoor door(String operation, @Nullable OperatorDoor matched, GivenAnswer answer) {
        if (operation.endsWith(IdempotentOperation.STEP_SUFFIX)) {
            // Whatever its operation is, a step is code that returns a value.
            List<OperatorDoor> giving = giving(doors.get(), answer);
            return answer.isResponse() || giving.isEmpty()
                    ? refuse(operation, answer)
                    : knowing(giving, operation).stream().findFirst().orElse(giving.get(giving.size() - 1));
        }
        if (matched != null) {
            return matched.gives(answer) ? matched : refuse(operation, answer);
        }
        if (answer.kind() == null) {
            throw invalid(
                    "A digest does not say what calls of '" + operation + "' are answered with. Give a 'kind', http"
                            + " for a controller or value for a bean method or the template; or name the record by 'operation'"
                            + " and 'key'.");
        }
        List<OperatorDoor> knowing = knowing(doors.get(), operation);
        return giving(knowing.isEmpty() ? doors.get() : knowing, answer).stream()
                .findFirst()
                .orElseGet(() -> refuse(operation, answer));
    }

    private static Duration retention(OperatorDoor door, String operation) {
        return door.operations().stream()
                .filter(known -> known.name().equals(operation))
                .findFirst()
                .map(known -> known.policy().retention())
                .orElseThrow(() -> invalid("This process does not know '" + operation
                        + "' yet, nor how long its answers are kept: give a 'retention', like 24h."));
    }

    private static List<OperatorDoor> knowing(List<OperatorDoor> doors, String operation) {
        return doors.stream()
                .filter(door -> door.operations().stream()
                        .anyMatch(known -> known.name().equals(operation)))
                .toList();
    }

    private static List<OperatorDoor> giving(List<OperatorDoor> doors, GivenAnswer answer) {
        return doors.stream().filter(door -> door.gives(answer)).toList();
    }

    private static OperatorDoor refuse(String operation, GivenAnswer answer) {
        throw invalid(
                answer.isValue()
                        ? "'" + operation + "' answers over HTTP: give a 'status' instead of a 'value'."
                        : "'" + operation + "' returns a value: give a 'value' instead of a 'status'.");
    }

    private static OperatorException invalid(String message) {
        return new OperatorException(Reason.INVALID, message);
    }
}
