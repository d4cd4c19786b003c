package io.github.idempotency.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.idempotency.CallRejectedException;
import io.github.idempotency.Rejection;
import io.github.idempotency.engine.EngineEvent.StoreVerb;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WaitingTests {

    /** Longer than nanoseconds can tell. */
    private static final Duration LONG = Duration.ofDays(400 * 365);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private Stage stage = Stage.open();

    @AfterEach
    void close() {
        stage.close();
        threads.shutdownNow();
    }

    @Test
    void aWaitingDuplicateGetsTheAnswerWhenTheFirstCallEnds() throws Exception {
        Execution first = stage.run(TestCall.of("k"));
        Future<Admission> duplicate = duplicate(TestCall.of("k").waiting(LONG));
        awaitWaiters(1);

        first.complete(Stage.answer("created"));

        assertThat(Stage.replayed(duplicate.get())).isEqualTo(Stage.answer("created"));
        assertThat(stage.events.all(EngineEvent.Waiting.class)).hasSize(1);
    }

    @Test
    void aDuplicateIsTurnedAwayWhenItHasWaitedLongEnough() {
        stage.run(TestCall.of("k").lease(Duration.ofSeconds(30)));

        CallRejectedException refusal = stage.refused(TestCall.of("k").waiting(Duration.ofMillis(50)));

        assertThat(refusal.rejection()).isEqualTo(Rejection.IN_PROGRESS);
        assertThat(refusal.retryAfter()).isEqualTo(Duration.ofSeconds(30));
        assertThat(stage.store.calls(StoreVerb.CLAIM)).isGreaterThan(2);
    }

    @Test
    void ofManyWaitersExactlyOneExecutesWhenTheFirstCallFails() throws Exception {
        int waiters = 24;
        AtomicInteger effects = new AtomicInteger();
        Execution first = stage.run(TestCall.of("k"));
        List<Future<String>> duplicates = new ArrayList<>();
        for (int i = 0; i < waiters; i++) {
            duplicates.add(threads.submit(() -> answerOf(TestCall.of("k").waiting(LONG), effects)));
        }
        awaitWaiters(waiters);

        first.release();

        for (Future<String> duplicate : duplicates) {
            assertThat(duplicate.get()).isEqualTo("effect 1");
        }
        assertThat(effects).hasValue(1);
        assertThat(stage.events.endings()).containsExactly(Ending.RELEASED, Ending.RECORDED);
    }

    @Test
    void aWaiterTakesOverFromAnOwnerThatVanished() throws Exception {
        stage.run(TestCall.of("k"));
        Future<Admission> duplicate = duplicate(TestCall.of("k").waiting(LONG));
        awaitWaiters(1);

        stage.timePasses(Duration.ofSeconds(31));

        assertThat(Stage.running(duplicate.get()).attempt()).isEqualTo(2);
    }

    @Test
    void whoFindsTheWaitingRoomFullIsTurnedAwayAtOnceAndHasNotWaited() throws Exception {
        stage.close();
        stage = Stage.withWaiters(1);
        Execution first = stage.run(TestCall.of("k"));
        Future<Admission> seated = duplicate(TestCall.of("k").waiting(LONG));
        awaitWaiters(1);

        assertThat(stage.rejection(TestCall.of("k").waiting(LONG))).isEqualTo(Rejection.IN_PROGRESS);
        assertThat(stage.events.all(EngineEvent.Waiting.class)).hasSize(1);

        first.complete(Stage.answer("created"));
        assertThat(seated.get()).isInstanceOf(Admission.Replay.class);
        stage.run(TestCall.of("next"));
        stage.rejection(TestCall.of("next").waiting(Duration.ofMillis(1)));
        assertThat(stage.events.all(EngineEvent.Waiting.class))
                .as("there is room again")
                .hasSize(2);
    }

    @Test
    void aSeatIsFreeAgainHoweverItsWaiterLeft() {
        stage.close();
        stage = Stage.withWaiters(1);
        stage.run(TestCall.of("k"));
        for (int i = 1; i <= 3; i++) {
            stage.rejection(TestCall.of("k").waiting(Duration.ofMillis(1)));

            assertThat(stage.events.all(EngineEvent.Waiting.class)).hasSize(i);
        }
    }

    @Test
    void anInterruptedWaiterIsTurnedAwayAndStaysInterrupted() throws Exception {
        stage.run(TestCall.of("k"));
        AtomicInteger interrupted = new AtomicInteger();
        Thread waiter = new Thread(() -> {
            if (stage.rejection(TestCall.of("k").waiting(LONG)) == Rejection.IN_PROGRESS
                    && Thread.currentThread().isInterrupted()) {
                interrupted.incrementAndGet();
            }
        });
        waiter.start();
        awaitWaiters(1);

        waiter.interrupt();

        waiter.join(TimeUnit.SECONDS.toMillis(20));
        assertThat(interrupted).hasValue(1);
    }

    @Test
    void aWaiterThatLosesTheStoreDoesNotProceedBecauseItKnowsThatAnotherExecutes() throws Exception {
        stage.run(TestCall.of("k"));
        Future<Rejection> duplicate = threads.submit(
                () -> stage.rejection(TestCall.of("k").waiting(LONG).proceeding()));
        awaitWaiters(1);

        stage.store.down();

        assertThat(duplicate.get()).isEqualTo(Rejection.STORE_UNAVAILABLE);
        assertThat(stage.events.all(EngineEvent.Unprotected.class)).isEmpty();
    }

    private String answerOf(TestCall call, AtomicInteger effects) {
        return stage.engine
                .admit(call.build())
                .fold(
                        execution -> {
                            String effect = "effect " + effects.incrementAndGet();
                            execution.complete(Stage.answer(effect));
                            return effect;
                        },
                        outcome -> new String(outcome.payload(), StandardCharsets.UTF_8),
                        () -> "unprotected");
    }

    private Future<Admission> duplicate(TestCall call) {
        Callable<Admission> admit = () -> stage.engine.admit(call.build());
        return threads.submit(admit);
    }

    private void awaitWaiters(int number) {
        await().atMost(20, TimeUnit.SECONDS)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> stage.events.all(EngineEvent.Waiting.class).size() == number);
    }
}
