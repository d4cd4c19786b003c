package io.github.idempotency.systemtests.monitoring;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.Rejection;
import io.github.idempotency.engine.Ending;
import io.github.idempotency.engine.EngineEvent;
import io.github.idempotency.engine.ObservedCall;
import io.github.idempotency.spring.observation.FallbackTimer;
import io.github.idempotency.spring.observation.ObservingCalls;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The outcomes that the code gives to calls, found by letting calls end in every way. */
final class CallOutcomes {

    private static final String OPERATION = "pay";
    private static final IdempotencyKey KEY = IdempotencyKey.of("a");

    private CallOutcomes() {}

    static Set<String> all() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        ObservingCalls calls = new ObservingCalls(ObservationRegistry.NOOP, null, null, new FallbackTimer(meters));
        for (EngineEvent end : ends()) {
            calls.begin(new ObservedCall(OPERATION, KEY, "memory")).onEvent(end);
        }
        return meters.get("idempotency.requests").timers().stream()
                .map(timer -> String.valueOf(timer.getId().getTag("outcome")))
                .collect(Collectors.toSet());
    }

    /** Without those of calls that were refused. */
    static Set<String> ofRuns() {
        Set<String> outcomes = all();
        for (Rejection why : Rejection.values()) {
            outcomes.remove(why.code());
        }
        return outcomes;
    }

    private static List<EngineEvent> ends() {
        List<EngineEvent> ends = new ArrayList<>(List.of(
                new EngineEvent.Replayed(OPERATION, KEY, 1, null),
                new EngineEvent.Unprotected(OPERATION, KEY),
                new EngineEvent.Conflicted(OPERATION, KEY)));
        Arrays.stream(Rejection.values())
                .map(why -> new EngineEvent.Rejected(OPERATION, KEY, why))
                .forEach(ends::add);
        Arrays.stream(Ending.values())
                .map(ending -> new EngineEvent.Ended(OPERATION, KEY, ending, ending, 0))
                .forEach(ends::add);
        return ends;
    }
}
