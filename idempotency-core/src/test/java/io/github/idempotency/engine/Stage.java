package io.github.idempotency.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.idempotency.CallRejectedException;
import io.github.idempotency.Outcome;
import io.github.idempotency.Rejection;
import io.github.idempotency.store.memory.ClockedMemory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An engine over a store in memory that fails on demand and whose time only moves when told, so that no lease runs out
 * because the machine is slow. The engine's own time (ticks, pauses, limits) is real.
 */
final class Stage implements AutoCloseable {

    static final int MAX_PAYLOAD = 1_000;

    /** Ticks every 50 ms. */
    static final Duration SHORT_LEASE = Duration.ofMillis(150);

    private static final EngineSettings SETTINGS =
            new EngineSettings(Duration.ofMillis(400), Duration.ofMinutes(15), 100, 1_000);

    private final AtomicLong nanos = new AtomicLong();
    final FaultyStore store = new FaultyStore(ClockedMemory.store(MAX_PAYLOAD, nanos::get));
    final RecordedEvents events = new RecordedEvents();
    final IdempotencyEngine engine;
    private final List<IdempotencyEngine> others = new ArrayList<>();

    private Stage(EngineSettings settings) {
        engine = new IdempotencyEngine(store, settings, events);
    }

    static Stage open() {
        return new Stage(SETTINGS);
    }

    /** Repeats calls to the store for so long that a slow machine does not make it give up. */
    static Stage patient() {
        return new Stage(new EngineSettings(Duration.ofSeconds(30), SETTINGS.heartbeatLimit(), 100, 1_000));
    }

    static Stage open(EngineSettings settings) {
        return new Stage(settings);
    }

    static Stage withHeartbeatLimit(Duration limit) {
        return new Stage(new EngineSettings(SETTINGS.storeTimeout(), limit, 100, 1_000));
    }

    static Stage withWaiters(int atMost) {
        return new Stage(new EngineSettings(SETTINGS.storeTimeout(), SETTINGS.heartbeatLimit(), atMost, 1_000));
    }

    static Stage withPendingCompletions(int atMost) {
        return new Stage(new EngineSettings(SETTINGS.storeTimeout(), SETTINGS.heartbeatLimit(), 100, atMost));
    }

    /** A second process on the same store. */
    IdempotencyEngine anotherProcess() {
        IdempotencyEngine another = new IdempotencyEngine(store, SETTINGS, events);
        others.add(another);
        return another;
    }

    void timePasses(Duration duration) {
        nanos.addAndGet(duration.toNanos());
    }

    Execution run(TestCall call) {
        return running(engine.admit(call.build()));
    }

    Outcome replay(TestCall call) {
        return replayed(engine.admit(call.build()));
    }

    static Outcome replayed(Admission admission) {
        assertThat(admission).isInstanceOf(Admission.Replay.class);
        return ((Admission.Replay) admission).read(outcome -> outcome);
    }

    CallRejectedException refused(TestCall call) {
        return refused(engine, call);
    }

    static CallRejectedException refused(IdempotencyEngine engine, TestCall call) {
        CallRejectedException refusal =
                catchThrowableOfType(CallRejectedException.class, () -> engine.admit(call.build()));
        assertThat(refusal).as("refusal").isNotNull();
        return refusal;
    }

    static Rejection rejection(IdempotencyEngine engine, TestCall call) {
        return refused(engine, call).rejection();
    }

    Rejection rejection(TestCall call) {
        return refused(call).rejection();
    }

    static Execution running(Admission admission) {
        assertThat(admission).isInstanceOf(Admission.Run.class);
        return ((Admission.Run) admission).execution();
    }

    static Outcome answer(String text) {
        return Outcome.result(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        store.up();
        engine.close();
        others.forEach(IdempotencyEngine::close);
    }
}
