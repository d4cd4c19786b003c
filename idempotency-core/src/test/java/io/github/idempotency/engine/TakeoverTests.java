package io.github.idempotency.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.idempotency.Rejection;
import io.github.idempotency.engine.EngineEvent.StoreVerb;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A process that is frozen for longer than its lease, and another one. */
@Timeout(30)
class TakeoverTests {

    private static final Duration LEASE = Stage.SHORT_LEASE;

    private final Stage stage = Stage.open();
    private final IdempotencyEngine another = stage.anotherProcess();

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void theSecondOwnersOutcomeStandsAndTheFirstOnesIsRefused() {
        Execution frozen = frozen(TestCall.of("k").lease(LEASE));
        Execution second = Stage.running(another.admit(TestCall.of("k").build()));
        assertThat(second.attempt()).isEqualTo(2);
        assertThat(second.complete(Stage.answer("second"))).isEqualTo(Ending.RECORDED);

        assertThat(frozen.complete(Stage.answer("first"))).isEqualTo(Ending.LOST);

        assertThat(stage.replay(TestCall.of("k"))).isEqualTo(Stage.answer("second"));
        assertThat(stage.events.all(EngineEvent.LeaseLost.class)).hasSize(1);
        assertThat(stage.events.endings()).containsExactly(Ending.RECORDED, Ending.LOST);
    }

    @Test
    void aLateOwnerCannotCompleteWhileTheSecondOneIsStillRunning() {
        Execution frozen = frozen(TestCall.of("k").lease(LEASE));
        Execution second = Stage.running(another.admit(TestCall.of("k").build()));

        assertThat(frozen.complete(Stage.answer("first"))).isEqualTo(Ending.LOST);

        assertThat(stage.rejection(TestCall.of("k"))).isEqualTo(Rejection.IN_PROGRESS);
        assertThat(second.complete(Stage.answer("second"))).isEqualTo(Ending.RECORDED);
    }

    @Test
    void aLateOwnerCannotReleaseTheClaimOfTheSecondOne() {
        Execution frozen = frozen(TestCall.of("k").lease(LEASE));
        Execution second = Stage.running(another.admit(TestCall.of("k").build()));

        assertThat(frozen.release()).isEqualTo(Ending.LOST);

        assertThat(stage.rejection(TestCall.of("k"))).isEqualTo(Rejection.IN_PROGRESS);
        assertThat(second.complete(Stage.answer("second"))).isEqualTo(Ending.RECORDED);
    }

    @Test
    void aReleaseThatReachesTheStoreAfterATakeoverLeavesTheNewClaimAlone() {
        Execution frozen = frozen(TestCall.of("k").lease(LEASE));
        stage.store.always(StoreVerb.RELEASE, FaultyStore.DOWN);
        assertThat(frozen.release()).isEqualTo(Ending.DEFERRED);
        Execution second = Stage.running(another.admit(TestCall.of("k").build()));
        stage.store.up();
        await().until(() -> !stage.events.lateEndings().isEmpty());

        assertThat(stage.rejection(TestCall.of("k"))).isEqualTo(Rejection.IN_PROGRESS);
        assertThat(second.complete(Stage.answer("second"))).isEqualTo(Ending.RECORDED);
    }

    @Test
    void theLossIsReportedOnceWhetherTheHeartbeatOrTheEndFindsOut() {
        Execution frozen = frozen(TestCall.of("k").lease(LEASE));
        Stage.running(another.admit(TestCall.of("k").build()));

        stage.store.up();
        await().atMost(20, TimeUnit.SECONDS)
                .until(() -> !stage.events.all(EngineEvent.LeaseLost.class).isEmpty());
        assertThat(stage.events.endings()).as("the user's code still runs").isEmpty();
        assertThat(frozen.complete(Stage.answer("first"))).isEqualTo(Ending.LOST);

        assertThat(stage.events.all(EngineEvent.LeaseLost.class)).hasSize(1);
    }

    @Test
    void anOwnerWhomNobodyReplacedMayCompleteLate() {
        Execution frozen = frozen(TestCall.of("k").lease(LEASE));

        assertThat(frozen.complete(Stage.answer("first"))).isEqualTo(Ending.RECORDED);

        assertThat(stage.replay(TestCall.of("k"))).isEqualTo(Stage.answer("first"));
        assertThat(stage.events.all(EngineEvent.LeaseLost.class)).isEmpty();
    }

    @Test
    void whereThePolicyIsToHoldAVanishedCallIsNotExecutedAgain() {
        frozen(TestCall.of("k").lease(LEASE).asking("a").holding());

        assertThat(Stage.rejection(another, TestCall.of("k").asking("a").holding()))
                .isEqualTo(Rejection.OUTCOME_UNKNOWN);
        assertThat(Stage.rejection(another, TestCall.of("k").asking("b").holding()))
                .isEqualTo(Rejection.KEY_REUSED);
        assertThat(Stage.rejection(another, TestCall.of("k").asking("b"))).isEqualTo(Rejection.KEY_REUSED);
    }

    @Test
    void aHeldCallSettlesWhenItsOwnerComesBack() {
        Execution frozen = frozen(TestCall.of("k").lease(LEASE).holding());
        assertThat(Stage.rejection(another, TestCall.of("k").holding())).isEqualTo(Rejection.OUTCOME_UNKNOWN);

        assertThat(frozen.complete(Stage.answer("after all"))).isEqualTo(Ending.RECORDED);

        assertThat(stage.replay(TestCall.of("k").holding())).isEqualTo(Stage.answer("after all"));
    }

    private Execution frozen(TestCall call) {
        stage.store.always(StoreVerb.RENEW, FaultyStore.DOWN);
        Execution frozen = stage.run(call);
        stage.timePasses(LEASE);
        return frozen;
    }
}
