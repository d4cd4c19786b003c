package io.github.idempotency.test.call;

import io.github.idempotency.engine.EngineEvent;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tells readers of a failed test what happened instead. */
final class SeenCalls {

    private SeenCalls() {}

    static String describe(List<EngineEvent> events, @Nullable String operation) {
        List<EngineEvent> telling = events.stream()
                .filter(event -> !(event instanceof EngineEvent.StoreCalled))
                .toList();
        List<EngineEvent> own = telling.stream()
                .filter(event -> operation == null || event.operation().equals(operation))
                .toList();
        String others = others(telling, operation);
        return (own.isEmpty() ? "Nothing was seen of it." : "Seen:\n" + lines(own))
                + (others.isEmpty() ? "" : "\nOther operations seen: " + others + ".");
    }

    private static String lines(List<EngineEvent> events) {
        return events.stream().map(event -> "  " + line(event)).collect(Collectors.joining("\n"));
    }

    private static String others(List<EngineEvent> events, @Nullable String operation) {
        return events.stream()
                .map(EngineEvent::operation)
                .filter(name -> operation != null && !name.equals(operation))
                .distinct()
                .map(name -> "'" + name + "'")
                .collect(Collectors.joining(", "));
    }

    private static String line(EngineEvent event) {
        if (event instanceof EngineEvent.Started it) {
            return it.operation() + " " + it.key() + " executed"
                    + (it.attempt() > 1 ? ", attempt " + it.attempt() : "");
        }
        if (event instanceof EngineEvent.Ended it) {
            return it.operation() + " " + it.key() + " ended as " + it.ending();
        }
        if (event instanceof EngineEvent.EndedLate it) {
            return it.operation() + " " + it.key() + " ended late as " + it.ending();
        }
        if (event instanceof EngineEvent.Replayed it) {
            return it.operation() + " " + it.key() + " replayed";
        }
        if (event instanceof EngineEvent.Rejected it) {
            return it.operation() + " " + (it.key() == null ? "without a usable key" : it.key()) + " refused as "
                    + it.why();
        }
        if (event instanceof EngineEvent.Unprotected it) {
            return it.operation() + " " + it.key() + " run without protection";
        }
        return event.operation() + " " + event.getClass().getSimpleName();
    }
}
