package io.github.idempotency.spring.operator;

import io.github.idempotency.Outcome;
import io.github.idempotency.codec.RecordedPayload;
import io.github.idempotency.spring.operation.OperationDefaults;
import io.github.idempotency.spring.operator.OperatorException.Reason;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** Makes outcomes of the answers operators give, each through the door that will replay it. Thread-safe. */
final class Answers {

    private final Supplier<List<OperatorDoor>> doors;
    private final OperationDefaults defaults;

    Answers(Supplier<List<OperatorDoor>> doors, OperationDefaults defaults) {
        this.doors = doors;
        this.defaults = defaults;
    }

    Outcome outcome(String operation, GivenAnswer answer) {
        if (!answer.isValue() && !answer.isResponse()) {
            throw new OperatorException(
                    Reason.INVALID,
                    "Give either a 'status', with 'contentType', 'body' and 'headers' where there are such, for an HTTP"
                            + " response; or a 'value' for a bean method or the template.");
        }
        List<OperatorDoor> knowing =
                doors.get().stream().filter(door -> knows(door, operation)).toList();
        OperatorDoor door = (knowing.isEmpty() ? doors.get() : knowing)
                .stream()
                        .filter(candidate -> candidate.gives(answer))
                        .findFirst()
                        .orElseThrow(() -> otherKind(operation, answer));
        Outcome outcome = door.outcome(operation, answer);
        return Outcome.of(outcome.kind(), new RecordedPayload(outcome.payload(), null).encode());
    }

    /** How long answers of the operation are kept. */
    Duration retention(String operation) {
        return doors.get().stream()
                .flatMap(door -> door.operations().stream())
                .filter(known -> known.name().equals(operation))
                .findFirst()
                .map(known -> known.policy().retention())
                .orElse(defaults.policy().retention());
    }

    private static boolean knows(OperatorDoor door, String operation) {
        return door.operations().stream().anyMatch(known -> known.name().equals(operation));
    }

    private static OperatorException otherKind(String operation, GivenAnswer answer) {
        return new OperatorException(
                Reason.INVALID,
                answer.isValue()
                        ? "'" + operation + "' answers over HTTP: give a 'status' instead of a 'value'."
                        : "'" + operation + "' returns a value: give a 'value' instead of a 'status'.");
    }
}
