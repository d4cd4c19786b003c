package io.github.idempotency.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.Outcome;
import io.github.idempotency.Rejection;
import io.github.idempotency.codec.TraceReference;
import io.github.idempotency.store.memory.InMemoryIdempotencyStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The answer comes before the trace it was made in, where the store has no space for both. */
class RecordedTraceTests {

    private static final int MOST_BYTES = 1_000;
    private static final TraceReference TRACE =
            new TraceReference("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331");

    private final RecordedCalls calls = new RecordedCalls();
    private final IdempotencyEngine engine = new IdempotencyEngine(
            new InMemoryIdempotencyStore(100, 100_000, MOST_BYTES), EngineSettings.DEFAULTS, event -> {}, calls);

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void anAnswerThatFitsIsRecordedWhetherTracedOrNot() {
        Outcome fits = Outcome.result(new byte[MOST_BYTES]);
        for (TraceReference trace : new TraceReference[] {null, TRACE}) {
            calls.trace = trace;
            TestCall call = TestCall.of("trace " + trace);
            assertThat(Stage.running(engine.admit(call.build())).complete(fits)).isEqualTo(Ending.RECORDED);

            Admission admission = engine.admit(call.build());
            assertThat(admission).isInstanceOf(Admission.Replay.class);
            assertThat(Stage.replayed(admission)).isEqualTo(fits);
        }
    }

    @Test
    void anAnswerThatDoesNotFitIsNotRecordedWhetherTracedOrNot() {
        Outcome tooLong = Outcome.result(new byte[MOST_BYTES + 1]);
        for (TraceReference trace : new TraceReference[] {null, TRACE}) {
            calls.trace = trace;
            TestCall call = TestCall.of("trace " + trace);
            Stage.running(engine.admit(call.build())).complete(tooLong);

            assertThat(Stage.rejection(engine, call)).isEqualTo(Rejection.ANSWER_NOT_RECORDED);
        }
    }
}
