package io.github.idempotency.spring.event;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.Rejection;
import io.github.idempotency.codec.TraceReference;
import io.github.idempotency.engine.Ending;
import io.github.idempotency.engine.EngineEvent;
import io.github.idempotency.engine.EngineEvent.StoreVerb;
import java.util.ArrayList;
import java.util.List;

/** One of everything an engine can say. */
final class EngineEvents {

    static final String OPERATION = "payments.charge";
    static final IdempotencyKey KEY = IdempotencyKey.of("secret");
    static final TraceReference TRACE = new TraceReference("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331");

    /** Those somebody should hear of, in the order replay, collision, takeover, lost lease, hold, late hold. */
    static final List<EngineEvent> REMARKABLE = List.of(
            new EngineEvent.Replayed(OPERATION, KEY, 42, TRACE),
            new EngineEvent.Rejected(OPERATION, KEY, Rejection.KEY_REUSED),
            new EngineEvent.Started(OPERATION, KEY, 3),
            new EngineEvent.LeaseLost(OPERATION, KEY),
            new EngineEvent.Ended(OPERATION, KEY, Ending.HELD, Ending.HELD, 0),
            new EngineEvent.EndedLate(OPERATION, KEY, Ending.HELD));

    private EngineEvents() {}

    /** All others. */
    static List<EngineEvent> ordinary() {
        List<EngineEvent> events = new ArrayList<>(List.of(
                new EngineEvent.Started(OPERATION, KEY, 1),
                new EngineEvent.Ended(OPERATION, KEY, Ending.DEFERRED, Ending.HELD, 0),
                new EngineEvent.Rejected(OPERATION, null, Rejection.KEY_MISSING),
                new EngineEvent.Unprotected(OPERATION, KEY),
                new EngineEvent.Waiting(OPERATION, KEY),
                new EngineEvent.Waited(OPERATION, KEY, 1),
                new EngineEvent.Conflicted(OPERATION, KEY),
                new EngineEvent.StoreCalled(OPERATION, KEY, StoreVerb.CLAIM, 1, true)));
        for (Rejection why : Rejection.values()) {
            if (why != Rejection.KEY_REUSED) {
                events.add(new EngineEvent.Rejected(OPERATION, KEY, why));
            }
        }
        for (Ending ending : Ending.values()) {
            if (ending != Ending.HELD) {
                events.add(new EngineEvent.Ended(OPERATION, KEY, ending, ending, 0));
                events.add(new EngineEvent.EndedLate(OPERATION, KEY, ending));
            }
        }
        return events;
    }
}
