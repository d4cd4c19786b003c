package io.github.idempotency.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.codec.TraceReference;
import io.github.idempotency.store.memory.InMemoryIdempotencyStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whatever an observer does, it does not decide over a call. */
class FailingObserverTests {

    private static final CallObservation FAILING = new CallObservation() {
        @Override
        public Execution.Scope open() {
            throw new IllegalStateException("open");
        }

        @Override
        public @Nullable TraceReference trace() {
            throw new IllegalStateException("trace");
        }

        @Override
        public void onEvent(EngineEvent event) {
            throw new NoClassDefFoundError("event");
        }
    };

    private static final CallObservation FAILING_AT_THE_END = new CallObservation() {
        @Override
        public Execution.Scope open() {
            return () -> {
                throw new IllegalStateException("close");
            };
        }

        @Override
        public @Nullable TraceReference trace() {
            return null;
        }

        @Override
        public void onEvent(EngineEvent event) {}
    };

    private static void assertNothingIsDecided(CallObserver observer) {
        RecordedEvents events = new RecordedEvents();
        try (IdempotencyEngine engine = new IdempotencyEngine(
                new InMemoryIdempotencyStore(100, 100_000, 1_000), EngineSettings.DEFAULTS, events, observer)) {
            Execution execution = Stage.running(engine.admit(TestCall.of("a").build()));
            Execution.Scope inside = execution.enter();
            assertThat(Execution.current()).isSameAs(execution);
            inside.close();
            assertThat(Execution.current()).isNull();

            assertThat(execution.complete(Stage.answer("1"))).isEqualTo(Ending.RECORDED);
            assertThat(Stage.replayed(engine.admit(TestCall.of("a").build()))).isEqualTo(Stage.answer("1"));
        }
        assertThat(events.all(EngineEvent.Replayed.class)).hasSize(1);
    }

    @Test
    void anObserverThatCannotBegin() {
        assertNothingIsDecided(call -> {
            throw new IllegalStateException("begin");
        });
    }

    @Test
    void anObservationThatFailsAtEverything() {
        assertNothingIsDecided(call -> FAILING);
    }

    @Test
    void anObservationThatFailsWhenAThreadLeaves() {
        assertNothingIsDecided(call -> FAILING_AT_THE_END);
    }
}
