package io.github.idempotency.spring.operator;

import io.github.idempotency.Rejection;
import io.github.idempotency.engine.Ending;
import io.github.idempotency.engine.EngineEvent;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts one operation. Thread-safe; a snapshot may be torn by the width of one call. */
final class OperationTally {

    private final LongAdder inFlight = new LongAdder();
    private final LongAdder waiting = new LongAdder();
    private final LongAdder started = new LongAdder();
    private final LongAdder executed = new LongAdder();
    private final LongAdder released = new LongAdder();
    private final LongAdder replayed = new LongAdder();
    private final LongAdder takenOver = new LongAdder();
    private final LongAdder held = new LongAdder();
    private final LongAdder abandoned = new LongAdder();
    private final LongAdder leasesLost = new LongAdder();
    private final LongAdder unprotected = new LongAdder();
    private final Map<Rejection, LongAdder> refused = new EnumMap<>(Rejection.class);

    OperationTally() {
        for (Rejection why : Rejection.values()) {
            refused.put(why, new LongAdder());
        }
    }

    void count(EngineEvent event) {
        if (event instanceof EngineEvent.Started run) {
            inFlight.increment();
            started.increment();
            if (run.attempt() > 1) {
                takenOver.increment();
            }
        } else if (event instanceof EngineEvent.Ended ended) {
            inFlight.decrement();
            count(ended.wanted());
        } else if (event instanceof EngineEvent.Replayed) {
            replayed.increment();
        } else if (event instanceof EngineEvent.Rejected rejected) {
            LongAdder known = refused.get(rejected.why());
            if (known != null) {
                known.increment();
            }
        } else if (event instanceof EngineEvent.Waiting) {
            waiting.increment();
        } else if (event instanceof EngineEvent.Waited) {
            waiting.decrement();
        } else if (event instanceof EngineEvent.LeaseLost) {
            leasesLost.increment();
        } else if (event instanceof EngineEvent.Unprotected) {
            unprotected.increment();
        }
    }

    /** As the meter tells outcomes apart: a store that is slow to take one does not change it. */
    private void count(Ending wanted) {
        switch (wanted) {
            case RECORDED, DEFERRED -> executed.increment();
            case RELEASED -> released.increment();
            case HELD -> held.increment();
            case ABANDONED -> abandoned.increment();
            case LOST -> {} // a lost lease has an event of its own
        }
    }

    OperationCounts counts() {
        Map<Rejection, Long> refusals = new EnumMap<>(Rejection.class);
        refused.forEach((why, count) -> {
            if (count.sum() > 0) {
                refusals.put(why, count.sum());
            }
        });
        return new OperationCounts(
                inFlight.sum(),
                waiting.sum(),
                started.sum(),
                executed.sum(),
                released.sum(),
                replayed.sum(),
                takenOver.sum(),
                held.sum(),
                abandoned.sum(),
                leasesLost.sum(),
                unprotected.sum(),
                refusals);
    }
}
