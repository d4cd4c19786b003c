package io.github.idempotency.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.Outcome;
import io.github.idempotency.Rejection;
import io.github.idempotency.codec.TraceReference;
import io.github.idempotency.store.memory.InMemoryIdempotencyStore;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The store takes compressed answers, the adapters get theirs back. */
class CompressedAnswerTests {

    private static final int MOST_BYTES = 1_000;
    private static final int THRESHOLD = 100;
    private static final TraceReference TRACE =
            new TraceReference("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331");

    private static final EngineSettings SETTINGS =
            new EngineSettings(Duration.ofSeconds(2), Duration.ofMinutes(15), 100, 1_000, THRESHOLD);

    private final RecordedEvents events = new RecordedEvents();
    private final RecordedCalls calls = new RecordedCalls();
    private final InMemoryIdempotencyStore store = new InMemoryIdempotencyStore(100, 100_000, MOST_BYTES);
    private final IdempotencyEngine engine = new IdempotencyEngine(store, SETTINGS, events, calls);
    private final IdempotencyEngine withoutCompression =
            new IdempotencyEngine(store, EngineSettings.DEFAULTS, event -> {});

    @AfterEach
    void close() {
        engine.close();
        withoutCompression.close();
    }

    @Test
    void anAnswerAboveTheThresholdIsStoredSmallerAndReplayedAsItWas() {
        Outcome answer = Outcome.result(new byte[THRESHOLD + 1]);
        TestCall call = TestCall.of("large");
        assertThat(Stage.running(engine.admit(call.build())).complete(answer)).isEqualTo(Ending.RECORDED);

        assertThat(storedBytes(call)).isLessThan(THRESHOLD / 2);
        assertThat(Stage.replayed(engine.admit(call.build()))).isEqualTo(answer);
    }

    @Test
    void anAnswerUpToTheThresholdIsStoredAsItIs() {
        TestCall call = TestCall.of("small");
        Stage.running(engine.admit(call.build())).complete(Outcome.result(new byte[THRESHOLD]));

        assertThat(storedBytes(call)).isEqualTo(THRESHOLD);
    }

    @Test
    void aFailureIsCompressedAsWell() {
        Outcome failure = Outcome.failure(new byte[MOST_BYTES]);
        TestCall call = TestCall.of("failure");
        Stage.running(engine.admit(call.build())).complete(failure);

        assertThat(storedBytes(call)).isLessThan(THRESHOLD);
        assertThat(Stage.replayed(engine.admit(call.build()))).isEqualTo(failure);
    }

    @Test
    void whatTheStoreTakesIsMeasuredAfterCompression() {
        Outcome answer = Outcome.result(new byte[50 * MOST_BYTES]);
        for (TraceReference trace : new TraceReference[] {null, TRACE}) {
            calls.trace = trace;
            TestCall call = TestCall.of("larger than the store takes, trace " + trace);
            assertThat(Stage.running(engine.admit(call.build())).complete(answer))
                    .isEqualTo(Ending.RECORDED);

            assertThat(Stage.replayed(engine.admit(call.build()))).isEqualTo(answer);
        }
    }

    @Test
    void whatIsTooLargeAlsoWhenCompressedIsNotRecorded() {
        byte[] noise = new byte[MOST_BYTES + 1];
        new Random(7).nextBytes(noise);
        TestCall call = TestCall.of("noise");
        Stage.running(engine.admit(call.build())).complete(Outcome.result(noise));

        assertThat(Stage.rejection(engine, call)).isEqualTo(Rejection.ANSWER_NOT_RECORDED);
    }

    @Test
    void instancesThatDoNotCompressReadWhatOthersCompressed() {
        Outcome answer = Outcome.result(new byte[MOST_BYTES]);
        TestCall call = TestCall.of("mixed");
        Stage.running(engine.admit(call.build())).complete(answer);
        assertThat(storedBytes(call)).isLessThan(THRESHOLD);

        assertThat(Stage.replayed(withoutCompression.admit(call.build()))).isEqualTo(answer);
    }

    @Test
    void anAnswerInATransactionIsCompressedAsWell() {
        Outcome answer = Outcome.result(new byte[50 * MOST_BYTES]);
        JoiningStore joining = new JoiningStore(store);
        TestCall call = TestCall.of("in a transaction");
        try (IdempotencyEngine inTransaction = new IdempotencyEngine(joining, SETTINGS, events)) {
            TransactionalExecution execution =
                    (TransactionalExecution) Stage.running(inTransaction.admitInTransaction(call.build(), false));
            execution.complete(answer);
            execution.committed();

            assertThat(events.endings()).containsExactly(Ending.RECORDED);
            assertThat(Stage.replayed(inTransaction.admitInTransaction(call.build(), false)))
                    .isEqualTo(answer);
        }
    }

    private int storedBytes(TestCall call) {
        return store.find(call.build().key()).orElseThrow().payloadBytes();
    }
}
