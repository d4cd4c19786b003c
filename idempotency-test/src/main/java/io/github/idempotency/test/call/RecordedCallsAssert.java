package io.github.idempotency.test.call;

import io.github.idempotency.Rejection;
import io.github.idempotency.engine.Ending;
import io.github.idempotency.engine.EngineEvent;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions about what became of calls. Each waits a while, because asynchronous calls end later than their callers go
 * on, and fails as soon as something happened too often. That something did not happen is known for the moment only:
 * assert first what must have happened by then.
 */
public final class RecordedCallsAssert extends AbstractAssert<RecordedCallsAssert, RecordedCalls> {

    private final @Nullable String operation;
    private final Duration patience;

    RecordedCallsAssert(RecordedCalls actual, @Nullable String operation, Duration patience) {
        super(actual, RecordedCallsAssert.class);
        this.operation = operation;
        this.patience = patience;
    }

    /**
     * Only calls of this operation.
     *
     * @param name as in meters and logs: method and route template of an endpoint ({@code POST /payments}), class and
     *     method of a bean, or what the annotation says
     */
    public RecordedCallsAssert ofOperation(String name) {
        return of(name, patience);
    }

    /** Waits for so long at most, instead of 5 seconds. */
    public RecordedCallsAssert within(Duration atMost) {
        return of(operation, atMost);
    }

    /** So many calls entered the user's code under the protection of a key. */
    public RecordedCallsAssert wereExecuted(int times) {
        return happened("to be executed", times, EngineEvent.Started.class, event -> true);
    }

    /** So many calls got a recorded answer. */
    public RecordedCallsAssert wereReplayed(int times) {
        return happened("to be replayed", times, EngineEvent.Replayed.class, event -> true);
    }

    /** So many calls were refused for this reason. */
    public RecordedCallsAssert wereRefused(Rejection why, int times) {
        return happened("to be refused as " + why, times, EngineEvent.Rejected.class, event -> event.why() == why);
    }

    /** No call was refused. */
    public RecordedCallsAssert wereNotRefused() {
        return happened("to be refused", 0, EngineEvent.Rejected.class, event -> true);
    }

    /** So many calls entered the user's code without protection, because the store was down. */
    public RecordedCallsAssert wereUnprotected(int times) {
        return happened("to be run without protection", times, EngineEvent.Unprotected.class, event -> true);
    }

    /** So many executions ended like this, at once or, after a failure of the store, late. */
    public RecordedCallsAssert haveEnded(Ending ending, int times) {
        return happened(
                "to have ended as " + ending,
                times,
                EngineEvent.class,
                event -> (event instanceof EngineEvent.Ended ended && ended.ending() == ending)
                        || (event instanceof EngineEvent.EndedLate late && late.ending() == ending));
    }

    private RecordedCallsAssert of(@Nullable String name, Duration atMost) {
        return new RecordedCallsAssert(actual, name, atMost).as("%s", descriptionText());
    }

    private <E extends EngineEvent> RecordedCallsAssert happened(
            String what, int times, Class<E> type, Predicate<? super E> filter) {
        isNotNull();
        List<EngineEvent> seen = actual.await(events -> count(events, type, filter) >= times, patience);
        int found = count(seen, type, filter);
        if (found != times) {
            failWithMessage(
                    "%s",
                    "Expected calls of " + (operation == null ? "any operation" : "'" + operation + "'") + " "
                            + what + " " + times(times) + ", but it was " + times(found) + ".\n"
                            + SeenCalls.describe(seen, operation));
        }
        return this;
    }

    private <E extends EngineEvent> int count(
            List<? extends EngineEvent> events, Class<E> type, Predicate<? super E> filter) {
        return (int) events.stream()
                .filter(event -> operation == null || event.operation().equals(operation))
                .filter(type::isInstance)
                .map(type::cast)
                .filter(filter)
                .count();
    }

    private static String times(int number) {
        return number == 1 ? "once" : number + " times";
    }
}
