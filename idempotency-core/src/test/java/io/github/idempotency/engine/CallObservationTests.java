package io.github.idempotency.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.github.idempotency.CallRejectedException;
import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.NestedCallException;
import io.github.idempotency.Outcome;
import io.github.idempotency.Rejection;
import io.github.idempotency.codec.TraceReference;
import io.github.idempotency.codec.ValueCodecException;
import io.github.idempotency.engine.EngineEvent.StoreVerb;
import io.github.idempotency.store.UnreadableRecordException;
import io.github.idempotency.store.memory.InMemoryIdempotencyStore;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is told about a single call. Every call that begins ends, exactly once and last. */
class CallObservationTests {

    private static final Set<String> LAST = Set.of("Ended", "Replayed", "Rejected", "Unprotected", "Conflicted");

    private final FaultyStore store = new FaultyStore(new InMemoryIdempotencyStore(100, 100_000, 1_000));
    private final RecordedCalls calls = new RecordedCalls();
    private final IdempotencyEngine engine = new IdempotencyEngine(store, EngineSettings.DEFAULTS, event -> {}, calls);

    @AfterEach
    void everyCallHasEndedOnceAndLast() {
        engine.close();
        assertThat(calls.all).allSatisfy(call -> {
            assertThat(call.names()).filteredOn(LAST::contains).hasSize(1);
            assertThat(LAST).contains(call.last().getClass().getSimpleName());
            assertThat(call.open).as("threads still inside").hasValue(0);
        });
    }

    private Execution run(TestCall call) {
        return Stage.running(engine.admit(call.build()));
    }

    @Test
    void anExecutedAndAReplayedCall() {
        run(TestCall.of("a")).complete(Stage.answer("1"));
        Stage.replayed(engine.admit(TestCall.of("a").build()));

        assertThat(calls.sequences()).containsExactly(List.of("Started", "Ended"), List.of("Replayed"));
        ObservedCall call = calls.all.get(0).call;
        assertThat(call.operation()).isEqualTo("orders.create");
        assertThat(call.key()).isEqualTo(IdempotencyKey.of("a"));
        assertThat(call.store()).isEqualTo("memory");
    }

    @Test
    void everyWayToEnd() {
        run(TestCall.of("a")).release();
        run(TestCall.of("b")).abandon();
        run(TestCall.of("c")).complete(Outcome.unknown());

        assertThat(calls.all)
                .extracting(call -> ((EngineEvent.Ended) call.last()).ending())
                .containsExactly(Ending.RELEASED, Ending.ABANDONED, Ending.HELD);
    }

    @Test
    void refusedCalls() {
        Execution first = run(TestCall.of("a"));
        assertThat(Stage.rejection(engine, TestCall.of("a"))).isEqualTo(Rejection.IN_PROGRESS);
        assertThat(Stage.rejection(engine, TestCall.of("a").asking("other"))).isEqualTo(Rejection.KEY_REUSED);
        engine.refuse("orders.create", Rejection.KEY_MISSING, "missing");
        first.release();

        assertThat(calls.all.get(1).names()).containsExactly("Rejected");
        assertThat(calls.all.get(2).names()).containsExactly("Rejected");
        assertThat(calls.all.get(3).names()).containsExactly("Rejected");
        assertThat(calls.all.get(3).call.key()).isNull();
    }

    @Test
    void aCallThatWaitsHasWaitedBeforeItEnds() throws Exception {
        Execution first = run(TestCall.of("a"));
        CompletableFuture<Admission> waiting = CompletableFuture.supplyAsync(() ->
                engine.admit(TestCall.of("a").waiting(Duration.ofMinutes(1)).build()));
        await().until(() -> calls.all.size() == 2 && calls.all.get(1).names().contains("Waiting"));
        first.complete(Stage.answer("1"));
        Stage.replayed(waiting.get(20, TimeUnit.SECONDS));
        Execution another = run(TestCall.of("b"));
        Stage.refused(engine, TestCall.of("b").waiting(Duration.ofMillis(20)));
        another.release();

        assertThat(calls.all.get(1).names()).containsExactly("Waiting", "Waited", "Replayed");
        assertThat(calls.all.get(3).names()).containsExactly("Waiting", "Waited", "Rejected");
    }

    @Test
    void aCallThatWaitsInVainForAStoreThatGoesDown() {
        Execution first = run(TestCall.of("a"));
        int before = store.calls(StoreVerb.CLAIM);
        CompletableFuture<Rejection> waiting = CompletableFuture.supplyAsync(() -> Stage.rejection(
                engine, TestCall.of("a").waiting(Duration.ofMinutes(1)).proceeding()));
        await().until(() -> store.calls(StoreVerb.CLAIM) > before + 1);
        store.always(StoreVerb.CLAIM, FaultyStore.DOWN);

        assertThat(waiting.orTimeout(20, TimeUnit.SECONDS).join()).isEqualTo(Rejection.STORE_UNAVAILABLE);
        store.up();
        first.release();
        assertThat(calls.all.get(1).names()).containsExactly("Waiting", "Waited", "Rejected");
    }

    @Test
    void withoutAStore() {
        store.always(StoreVerb.CLAIM, FaultyStore.DOWN);
        Stage.refused(engine, TestCall.of("a"));
        engine.admit(TestCall.of("a").proceeding().build());
        store.always(StoreVerb.CLAIM, FaultyStore.UNREADABLE);
        Stage.refused(engine, TestCall.of("b"));
        store.up();

        assertThat(calls.sequences()).containsExactly(List.of("Rejected"), List.of("Unprotected"), List.of("Rejected"));
    }

    @Test
    void anEndThatTheStoreDoesNotTakeAtOnceIsAnEnd() {
        Execution execution = run(TestCall.of("a"));
        store.always(StoreVerb.COMPLETE, FaultyStore.DOWN);
        assertThat(execution.complete(Stage.answer("1"))).isEqualTo(Ending.DEFERRED);
        store.up();

        assertThat(calls.all.get(0).names()).containsExactly("Started", "Ended");
    }

    @Test
    void aNestedCallDoesNotEvenBegin() {
        Execution outer = run(TestCall.of("a"));
        Execution.Scope inside = outer.enter();
        assertThat(calls.all.get(0).open).hasValue(1);
        assertThatExceptionOfType(NestedCallException.class)
                .isThrownBy(() -> engine.admit(TestCall.of("a").build()));
        inside.close();
        outer.release();

        assertThat(calls.all).hasSize(1);
    }

    @Test
    void aClosedEngineRefuses() {
        engine.close();
        Stage.refused(engine, TestCall.of("a"));

        assertThat(calls.sequences()).containsExactly(List.of("Rejected"));
    }

    @Test
    void aReplayKnowsTheTraceInWhichItsAnswerWasMade() {
        TraceReference trace = new TraceReference("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331");
        calls.trace = trace;
        run(TestCall.of("a")).complete(Stage.answer("1"));
        calls.trace = null;
        Outcome replay = Stage.replayed(engine.admit(TestCall.of("a").build()));
        run(TestCall.of("b")).complete(Stage.answer("1"));
        Stage.replayed(engine.admit(TestCall.of("b").build()));

        assertThat(replay).isEqualTo(Stage.answer("1"));
        assertThat(((EngineEvent.Replayed) calls.all.get(1).last()).recordedBy())
                .isEqualTo(trace);
        assertThat(((EngineEvent.Replayed) calls.all.get(3).last()).recordedBy())
                .isNull();
    }

    @Test
    void aRecordedAnswerThatCannotBeReadIsRefusedAndNoReplay() {
        run(TestCall.of("a")).complete(Stage.answer("1"));
        for (RuntimeException unreadable :
                List.of(new UnreadableRecordException("version 9", null), new ValueCodecException("no number", null))) {
            Admission.Replay replay =
                    (Admission.Replay) engine.admit(TestCall.of("a").build());
            assertThatExceptionOfType(CallRejectedException.class)
                    .isThrownBy(() -> replay.read(outcome -> {
                        throw unreadable;
                    }))
                    .withMessageContaining(unreadable.getMessage())
                    .satisfies(e -> assertThat(e.rejection()).isEqualTo(Rejection.RECORD_UNREADABLE));
        }
        Admission.Replay replay =
                (Admission.Replay) engine.admit(TestCall.of("a").build());
        assertThatIllegalStateException()
                .isThrownBy(() -> replay.read(outcome -> {
                    throw new IllegalStateException("codec");
                }));

        assertThat(calls.sequences())
                .containsExactly(
                        List.of("Started", "Ended"), List.of("Rejected"), List.of("Rejected"), List.of("Rejected"));
    }

    @Test
    void anAnswerThatIsReadTwiceIsReplayedOnce() {
        run(TestCall.of("a")).complete(Stage.answer("1"));
        Admission replay = engine.admit(TestCall.of("a").build());
        assertThat(Stage.replayed(replay)).isEqualTo(Stage.replayed(replay));

        assertThat(calls.all.get(1).names()).containsExactly("Replayed");
    }

    @Test
    void aScopeThatIsClosedTwiceIsLeftOnce() {
        Execution execution = run(TestCall.of("a"));
        Execution.Scope inside = execution.enter();
        inside.close();
        inside.close();
        execution.release();

        assertThat(calls.all.get(0).open).hasValue(0);
    }
}
