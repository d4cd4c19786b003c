package io.github.idempotency.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.idempotency.Rejection;
import io.github.idempotency.engine.EngineEvent.StoreVerb;
import io.github.idempotency.store.StoreUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What happens when the store fails between the user's code and the record of it. */
@Timeout(30)
class EndingTests {

    private Stage stage = Stage.open();

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void aSecondEndIsIgnored() {
        Execution completed = stage.run(TestCall.of("completed"));
        completed.complete(Stage.answer("first"));
        completed.complete(Stage.answer("second"));
        completed.release();
        completed.abandon();
        Execution released = stage.run(TestCall.of("released"));
        released.release();
        released.complete(Stage.answer("too late"));

        assertThat(completed.ended()).isTrue();
        assertThat(stage.replay(TestCall.of("completed"))).isEqualTo(Stage.answer("first"));
        assertThat(stage.run(TestCall.of("released")).attempt()).isEqualTo(1);
        assertThat(stage.events.endings()).containsExactly(Ending.RECORDED, Ending.RELEASED);
        assertThat(stage.events.all(EngineEvent.LeaseLost.class)).isEmpty();
    }

    @Test
    void aCompletionWhoseReplyWasLostIsRecordedAtOnce() {
        stage.close();
        stage = Stage.patient();
        Execution execution = stage.run(TestCall.of("k"));
        stage.store.next(StoreVerb.COMPLETE, FaultyStore.REPLY_LOST, FaultyStore.DOWN);

        assertThat(execution.complete(Stage.answer("done"))).isEqualTo(Ending.RECORDED);

        assertThat(stage.replay(TestCall.of("k"))).isEqualTo(Stage.answer("done"));
    }

    @Test
    void whileTheStoreIsDownTheOutcomeIsKeptAndTheKeyStaysTaken() {
        TestCall call = TestCall.of("k").lease(Stage.SHORT_LEASE);
        Execution execution = stage.run(call);
        stage.store.always(StoreVerb.COMPLETE, FaultyStore.DOWN);

        assertThat(execution.complete(Stage.answer("done"))).isEqualTo(Ending.DEFERRED);

        for (int i = 0; i < 3; i++) {
            int renewals = stage.store.calls(StoreVerb.RENEW);
            await().until(() -> stage.store.calls(StoreVerb.RENEW) >= renewals + 2);
            stage.timePasses(Stage.SHORT_LEASE.multipliedBy(2).dividedBy(3));
            assertThat(stage.rejection(call)).isEqualTo(Rejection.IN_PROGRESS);
        }
        assertThat(stage.events.lateEndings()).isEmpty();
        stage.store.up();
        await().atMost(20, TimeUnit.SECONDS)
                .until(() -> !stage.events.lateEndings().isEmpty());

        assertThat(stage.events.lateEndings()).containsExactly(Ending.RECORDED);
        assertThat(stage.events.endings()).containsExactly(Ending.DEFERRED);
        assertThat(stage.replay(call)).isEqualTo(Stage.answer("done"));
        assertNoMoreRenewals();
    }

    @Test
    void anOutcomeThatComesAfterATakeoverIsLostLate() {
        TestCall call = TestCall.of("k").lease(Stage.SHORT_LEASE);
        Execution first = stage.run(call);
        stage.store.always(StoreVerb.COMPLETE, FaultyStore.DOWN);
        stage.store.always(StoreVerb.RENEW, FaultyStore.DOWN);
        assertThat(first.complete(Stage.answer("first"))).isEqualTo(Ending.DEFERRED);
        stage.timePasses(Stage.SHORT_LEASE);
        Execution second = Stage.running(stage.anotherProcess().admit(call.build()));
        stage.store.up();
        await().atMost(20, TimeUnit.SECONDS)
                .until(() -> !stage.events.lateEndings().isEmpty());

        assertThat(stage.events.lateEndings()).containsExactly(Ending.LOST);
        assertThat(stage.events.all(EngineEvent.LeaseLost.class)).hasSize(1);
        assertThat(second.complete(Stage.answer("second"))).isEqualTo(Ending.RECORDED);
    }

    @Test
    void anOutcomeIsGivenUpWhenTheStoreStaysAway() {
        stage.close();
        stage = Stage.withHeartbeatLimit(Duration.ofMillis(100));
        Execution execution = stage.run(TestCall.of("k"));
        stage.store.always(StoreVerb.COMPLETE, FaultyStore.DOWN);

        assertThat(execution.complete(Stage.answer("done"))).isEqualTo(Ending.DEFERRED);

        await().atMost(20, TimeUnit.SECONDS)
                .until(() -> stage.events.lateEndings().equals(List.of(Ending.ABANDONED)));
    }

    @Test
    void anOutcomeThereIsNoRoomForIsAbandoned() {
        stage.close();
        stage = Stage.withPendingCompletions(1);
        Execution kept = stage.run(TestCall.of("kept"));
        Execution dropped = stage.run(TestCall.of("dropped").lease(Stage.SHORT_LEASE));
        stage.store.always(StoreVerb.COMPLETE, FaultyStore.DOWN);

        assertThat(kept.complete(Stage.answer("kept"))).isEqualTo(Ending.DEFERRED);
        assertThat(dropped.complete(Stage.answer("dropped"))).isEqualTo(Ending.ABANDONED);

        stage.store.up();
        await().until(() -> stage.events.lateEndings().equals(List.of(Ending.RECORDED)));
        assertNoMoreRenewals();
        Execution next = stage.run(TestCall.of("next"));
        stage.store.always(StoreVerb.COMPLETE, FaultyStore.DOWN);
        assertThat(next.complete(Stage.answer("there is room again"))).isEqualTo(Ending.DEFERRED);
    }

    @Test
    void aReleaseWhoseReplyWasLostIsNoLoss() {
        Execution execution = stage.run(TestCall.of("k"));
        stage.store.next(StoreVerb.RELEASE, FaultyStore.REPLY_LOST);

        assertThat(execution.release()).isEqualTo(Ending.DEFERRED);

        await().until(() -> stage.events.lateEndings().equals(List.of(Ending.RELEASED)));
        assertThat(stage.events.all(EngineEvent.LeaseLost.class)).isEmpty();
    }

    @Test
    void aReleaseIsMadeUpForWhenTheStoreReturns() {
        Execution execution = stage.run(TestCall.of("k"));
        stage.store.next(StoreVerb.RELEASE, FaultyStore.DOWN, FaultyStore.DOWN);

        assertThat(execution.release()).isEqualTo(Ending.DEFERRED);

        await().until(() -> stage.events.lateEndings().equals(List.of(Ending.RELEASED)));
        assertThat(stage.run(TestCall.of("k")).attempt()).isEqualTo(1);
    }

    @Test
    void aRecordThatCannotBeReadAnyMoreLosesItsOutcomeLoudlyButNotTheCall() {
        Execution execution = stage.run(TestCall.of("k").lease(Stage.SHORT_LEASE));
        stage.store.always(StoreVerb.COMPLETE, FaultyStore.UNREADABLE);

        assertThat(execution.complete(Stage.answer("done"))).isEqualTo(Ending.LOST);
        assertNoMoreRenewals();
    }

    @Test
    void aStoreThatBreaksItsContractDoesNotBreakTheCall() {
        Execution execution = stage.run(TestCall.of("k"));
        stage.store.always(StoreVerb.COMPLETE, FaultyStore.BUG);
        assertThat(execution.complete(Stage.answer("done"))).isEqualTo(Ending.DEFERRED);

        stage.store.up();

        await().until(() -> stage.events.lateEndings().equals(List.of(Ending.RECORDED)));
    }

    @Test
    void anInterruptedThreadStillRecordsAndStaysInterrupted() {
        Execution execution = stage.run(TestCall.of("k"));
        // Many clients refuse to work on an interrupted thread.
        stage.store.always(StoreVerb.COMPLETE, verb -> {
            if (Thread.currentThread().isInterrupted()) {
                throw new StoreUnavailableException("interrupted", null);
            }
            return verb.get();
        });

        Thread.currentThread().interrupt();
        Ending ending = execution.complete(Stage.answer("done"));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(ending).isEqualTo(Ending.RECORDED);
    }

    private void assertNoMoreRenewals() {
        int before = stage.store.calls(StoreVerb.RENEW);
        await().during(Stage.SHORT_LEASE.multipliedBy(2)).until(() -> stage.store.calls(StoreVerb.RENEW) == before);
    }
}
