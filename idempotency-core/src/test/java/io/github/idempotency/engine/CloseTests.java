package io.github.idempotency.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.idempotency.CallRejectedException;
import io.github.idempotency.Rejection;
import io.github.idempotency.engine.EngineEvent.StoreVerb;
import io.github.idempotency.store.StoreUnavailableException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CloseTests {

    private final Stage stage = Stage.open();

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void whatTheStoreHasNotTakenYetIsRecordedBeforeClosing() {
        Execution execution = stage.run(TestCall.of("k"));
        stage.store.always(StoreVerb.COMPLETE, FaultyStore.DOWN);
        assertThat(execution.complete(Stage.answer("done"))).isEqualTo(Ending.DEFERRED);
        stage.store.up();

        stage.engine.close();

        assertThat(stage.events.lateEndings()).containsExactly(Ending.RECORDED);
        assertThat(Stage.replayed(stage.anotherProcess().admit(TestCall.of("k").build())))
                .isEqualTo(Stage.answer("done"));
    }

    @Test
    void alsoByAnInterruptedThreadWhichStaysInterrupted() {
        Execution execution = stage.run(TestCall.of("k"));
        stage.store.always(StoreVerb.COMPLETE, FaultyStore.DOWN);
        execution.complete(Stage.answer("done"));
        stage.store.always(StoreVerb.COMPLETE, verb -> {
            if (Thread.currentThread().isInterrupted()) {
                throw new StoreUnavailableException("interrupted", null);
            }
            return verb.get();
        });

        Thread.currentThread().interrupt();
        stage.engine.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(stage.events.lateEndings()).containsExactly(Ending.RECORDED);
    }

    @Test
    void whatTheStoreStillDoesNotTakeIsGivenUp() {
        Execution execution = stage.run(TestCall.of("k"));
        stage.store.down();
        assertThat(execution.complete(Stage.answer("done"))).isEqualTo(Ending.DEFERRED);

        stage.engine.close();

        assertThat(stage.events.lateEndings()).containsExactly(Ending.ABANDONED);
    }

    @Test
    void aClosedEngineExecutesNothingBecauseItCouldNotKeepALease() {
        stage.engine.close();

        CallRejectedException refusal = stage.refused(TestCall.of("k").proceeding());

        assertThat(refusal.rejection()).isEqualTo(Rejection.STORE_UNAVAILABLE);
        assertThat(refusal).hasRootCauseMessage("The idempotency engine is closed");
        assertThat(stage.store.calls(StoreVerb.CLAIM)).isZero();
    }

    @Test
    void anExecutionThatIsStillRunningMayEndAfterwards() {
        Execution recorded = stage.run(TestCall.of("recorded"));
        Execution lost = stage.run(TestCall.of("lost"));
        stage.engine.close();

        assertThat(recorded.complete(Stage.answer("late"))).isEqualTo(Ending.RECORDED);
        stage.store.down();
        assertThat(lost.complete(Stage.answer("too late"))).isEqualTo(Ending.ABANDONED);
        assertThat(stage.events.lateEndings()).isEmpty();
    }

    @Test
    void noThreadOutlivesItsEngine() {
        Set<Thread> before = backgroundThreads();
        try (Stage busy = Stage.open()) {
            Execution execution = busy.run(TestCall.of("k").lease(Stage.SHORT_LEASE));
            await().until(() -> busy.store.calls(StoreVerb.RENEW) > 0);
            busy.store.down();
            execution.complete(Stage.answer("x"));
            busy.rejection(TestCall.of("other"));
            await().pollInterval(Duration.ofMillis(10))
                    .until(() -> names(backgroundThreads())
                            .containsAll(List.of(
                                    "idempotency-heartbeat-1", "idempotency-late-endings-1", "idempotency-undo-1")));
        }

        // A thread is there for a moment after its pool has ended.
        await().until(() -> before.containsAll(backgroundThreads()));
    }

    @Test
    void aHeartbeatIsNotInterruptedBecauseSomeDriversTakeThatForTheirEnd() throws Exception {
        CountDownLatch renewing = new CountDownLatch(1);
        CountDownLatch renewed = new CountDownLatch(1);
        stage.store.next(StoreVerb.RENEW, verb -> {
            renewing.countDown();
            try {
                Thread.sleep(Duration.ofMillis(100).toMillis());
            } catch (InterruptedException e) {
                throw new StoreUnavailableException("interrupted", e);
            }
            renewed.countDown();
            return verb.get();
        });
        stage.run(TestCall.of("k").lease(Stage.SHORT_LEASE));
        assertThat(renewing.await(20, TimeUnit.SECONDS)).isTrue();

        stage.engine.close();

        assertThat(renewed.getCount()).isZero();
    }

    @Test
    void closingTwiceIsOnceTooOftenButHarmless() {
        stage.run(TestCall.of("k")).complete(Stage.answer("x"));

        stage.engine.close();
        stage.engine.close();

        assertThat(stage.events.endings()).containsExactly(Ending.RECORDED);
    }

    private static Set<Thread> backgroundThreads() {
        Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
        threads.removeIf(thread -> !thread.getName().startsWith("idempotency-"));
        return threads;
    }

    private static List<String> names(Set<Thread> threads) {
        return threads.stream().map(Thread::getName).toList();
    }
}
