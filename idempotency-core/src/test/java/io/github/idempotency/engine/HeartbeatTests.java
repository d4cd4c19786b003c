package io.github.idempotency.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.idempotency.Rejection;
import io.github.idempotency.engine.EngineEvent.StoreVerb;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HeartbeatTests {

    private static final TestCall CALL = TestCall.of("k").lease(Stage.SHORT_LEASE);

    private Stage stage = Stage.open();

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void aSlowCallKeepsItsKeyFarLongerThanOneLease() {
        Execution slow = stage.run(CALL);
        for (int i = 0; i < 5; i++) {
            awaitRenewals(2);
            stage.timePasses(Stage.SHORT_LEASE.multipliedBy(2).dividedBy(3));
            assertThat(stage.rejection(CALL)).isEqualTo(Rejection.IN_PROGRESS);
        }

        assertThat(slow.complete(Stage.answer("slow"))).isEqualTo(Ending.RECORDED);
        assertThat(stage.replay(CALL)).isEqualTo(Stage.answer("slow"));
        assertThat(stage.events.all(EngineEvent.Started.class)).hasSize(1);
    }

    @Test
    void aFailedTickIsFollowedByAnother() {
        stage.store.next(
                StoreVerb.RENEW,
                FaultyStore.DOWN,
                FaultyStore.REPLY_LOST,
                FaultyStore.BUG,
                FaultyStore.ERROR,
                FaultyStore.OF_ITS_OWN);
        Execution execution = stage.run(CALL);

        awaitRenewals(5 + 2);
        stage.timePasses(Stage.SHORT_LEASE.multipliedBy(2).dividedBy(3));

        assertThat(stage.rejection(CALL)).isEqualTo(Rejection.IN_PROGRESS);
        assertThat(stage.events.all(EngineEvent.LeaseLost.class)).isEmpty();
        assertThat(execution.complete(Stage.answer("done"))).isEqualTo(Ending.RECORDED);
    }

    @Test
    void aSlowRenewalHoldsUpNoOther() throws Exception {
        CountDownLatch arrived = new CountDownLatch(20);
        CountDownLatch goOn = new CountDownLatch(1);
        stage.store.always(StoreVerb.RENEW, FaultyStore.heldUp(arrived, goOn));
        for (int i = 0; i < 20; i++) {
            stage.run(TestCall.of("k" + i).lease(Stage.SHORT_LEASE));
        }

        assertThat(arrived.await(20, TimeUnit.SECONDS))
                .as("all are being renewed at the same time")
                .isTrue();
        goOn.countDown();
    }

    @Test
    void anOwnerThatCouldNotRenewKeepsItsKeyIfNobodyAskedForIt() {
        stage.store.always(StoreVerb.RENEW, FaultyStore.DOWN);
        Execution execution = stage.run(CALL);
        stage.timePasses(Duration.ofMinutes(1));
        stage.store.up();

        awaitRenewals(2);

        assertThat(stage.rejection(CALL)).isEqualTo(Rejection.IN_PROGRESS);
        assertThat(execution.complete(Stage.answer("done"))).isEqualTo(Ending.RECORDED);
    }

    @Test
    void renewingStopsAtItsLimitAndAnotherMayTakeOver() {
        stage.close();
        stage = Stage.withHeartbeatLimit(Duration.ofMillis(300));
        stage.run(CALL);
        long start = System.nanoTime();
        await().until(() -> System.nanoTime() - start > Duration.ofMillis(500).toNanos());

        assertNoMoreRenewals();
        stage.timePasses(Stage.SHORT_LEASE);
        assertThat(stage.run(CALL).attempt()).isEqualTo(2);
    }

    @Test
    void renewingStopsHoweverTheExecutionEnds() {
        stage.run(TestCall.of("completed").lease(Stage.SHORT_LEASE)).complete(Stage.answer("x"));
        stage.run(TestCall.of("released").lease(Stage.SHORT_LEASE)).release();
        stage.run(TestCall.of("abandoned").lease(Stage.SHORT_LEASE)).abandon();

        assertNoMoreRenewals();
    }

    @Test
    void anAbandonedExecutionBlocksItsKeyForNoMoreThanItsLease() {
        assertThat(stage.run(CALL).abandon()).isEqualTo(Ending.ABANDONED);

        assertThat(stage.rejection(CALL)).isEqualTo(Rejection.IN_PROGRESS);
        stage.timePasses(Stage.SHORT_LEASE);
        assertThat(stage.run(CALL).attempt()).isEqualTo(2);
    }

    @Test
    void aTickUnderWayWhenTheExecutionEndsIsTheLastOneAndNoLoss() throws Exception {
        CountDownLatch renewing = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        stage.store.next(StoreVerb.RENEW, FaultyStore.heldUp(renewing, goOn));
        Execution execution = stage.run(CALL);
        assertThat(renewing.await(20, TimeUnit.SECONDS)).isTrue();

        assertThat(execution.complete(Stage.answer("done"))).isEqualTo(Ending.RECORDED);
        goOn.countDown();

        assertNoMoreRenewals();
        assertThat(stage.events.all(EngineEvent.LeaseLost.class)).isEmpty();
    }

    @Test
    void aTickThatFindsTheOutcomeAlreadyRecordedIsNoLoss() {
        Execution execution = stage.run(CALL);
        stage.store.next(StoreVerb.COMPLETE, verb -> {
            Object recorded = verb.get();
            long answered = renewalsAnswered();
            await().until(() -> renewalsAnswered() > answered);
            return recorded;
        });

        assertThat(execution.complete(Stage.answer("done"))).isEqualTo(Ending.RECORDED);

        assertThat(stage.events.all(EngineEvent.LeaseLost.class)).isEmpty();
    }

    private long renewalsAnswered() {
        return stage.events.all(EngineEvent.StoreCalled.class).stream()
                .filter(call -> call.verb() == StoreVerb.RENEW)
                .count();
    }

    private void awaitRenewals(int more) {
        int before = stage.store.calls(StoreVerb.RENEW);
        await().atMost(20, TimeUnit.SECONDS)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> stage.store.calls(StoreVerb.RENEW) >= before + more);
    }

    private void assertNoMoreRenewals() {
        int before = stage.store.calls(StoreVerb.RENEW);
        await().during(Stage.SHORT_LEASE.multipliedBy(2)).until(() -> stage.store.calls(StoreVerb.RENEW) == before);
    }
}
