package io.github.idempotency.spring.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.Rejection;
import io.github.idempotency.engine.Ending;
import io.github.idempotency.engine.EngineEvent;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OperationTallyTests {

    private static final IdempotencyKey KEY = IdempotencyKey.of("order-4711");

    private final CallTally tally = new CallTally();

    private void run(Ending ending, Ending wanted) {
        tally.onEvent(new EngineEvent.Started("place", KEY, 1));
        tally.onEvent(new EngineEvent.Ended("place", KEY, ending, wanted, 0));
    }

    @Test
    void executionsAreToldApartByTheirOutcomeAsInTheMeter() {
        run(Ending.RECORDED, Ending.RECORDED);
        run(Ending.DEFERRED, Ending.RECORDED);
        run(Ending.RELEASED, Ending.RELEASED);
        run(Ending.DEFERRED, Ending.HELD);
        run(Ending.ABANDONED, Ending.ABANDONED);
        run(Ending.LOST, Ending.LOST);
        tally.onEvent(new EngineEvent.EndedLate("place", KEY, Ending.HELD));
        tally.onEvent(new EngineEvent.Started("place", KEY, 2));
        tally.onEvent(new EngineEvent.Rejected("place", KEY, Rejection.IN_PROGRESS));

        assertThat(tally.counts())
                .containsEntry(
                        "place",
                        new OperationCounts(1, 0, 7, 2, 1, 0, 1, 1, 1, 0, 0, Map.of(Rejection.IN_PROGRESS, 1L)));
    }
}
