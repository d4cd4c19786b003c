package io.github.idempotency.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.idempotency.CallRejectedException;
import io.github.idempotency.Outcome;
import io.github.idempotency.Rejection;
import io.github.idempotency.engine.EngineEvent.StoreVerb;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a retry meets in the process that has the answer and cannot get rid of it, also long after the lease. */
@Timeout(30)
class PendingOutcomeTests {

    private static final TestCall CALL = TestCall.of("k").asking("a");

    private final Stage stage = Stage.open();

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void aRetryIsNotExecutedAfterTheLeaseButToldToComeBack() {
        deferred();

        CallRejectedException refusal = stage.refused(CALL);

        assertThat(refusal.rejection()).isEqualTo(Rejection.IN_PROGRESS);
        assertThat(refusal.retryAfter()).isPositive();
        assertThat(stage.events.all(EngineEvent.Started.class)).hasSize(1);
    }

    @Test
    void notEvenWithoutProtectionWhenTheWholeStoreIsDown() {
        deferred();
        stage.store.down();

        assertThat(stage.rejection(TestCall.of("k").asking("a").proceeding())).isEqualTo(Rejection.IN_PROGRESS);
    }

    @Test
    void anotherRequestWithItsKeyIsAMisuse() {
        deferred();

        assertThat(stage.rejection(TestCall.of("k").asking("b"))).isEqualTo(Rejection.KEY_REUSED);
    }

    @Test
    void otherKeysAreNotConcerned() {
        deferred();

        assertThat(stage.run(TestCall.of("other")).attempt()).isEqualTo(1);
    }

    @Test
    void theRetryItselfTriesToRecordItAndIsAnswered() {
        deferred();
        stage.store.always(StoreVerb.COMPLETE, FaultyStore.onThread("idempotency-late-endings", FaultyStore.DOWN));

        // The background may be at it just now.
        await().ignoreException(CallRejectedException.class)
                .untilAsserted(() -> assertThat(stage.replay(CALL)).isEqualTo(Stage.answer("done")));

        assertThat(stage.events.lateEndings()).containsExactly(Ending.RECORDED);
    }

    @Test
    void aRetryThatWaitsIsAnsweredWhenTheStoreIsBack() throws Exception {
        deferred();
        CompletableFuture<Outcome> waiting = CompletableFuture.supplyAsync(
                () -> stage.replay(TestCall.of("k").asking("a").waiting(Duration.ofSeconds(20))));
        await().until(() -> !stage.events.all(EngineEvent.Waiting.class).isEmpty());

        stage.store.up();

        assertThat(waiting.get()).isEqualTo(Stage.answer("done"));
    }

    @Test
    void whereAnotherProcessHasTakenOverItsAnswerStands() {
        deferred();
        stage.store.up();
        stage.store.always(StoreVerb.COMPLETE, FaultyStore.onThread("idempotency-", FaultyStore.DOWN));
        Execution second = Stage.running(stage.anotherProcess().admit(CALL.build()));
        second.complete(Stage.answer("second"));

        await().ignoreException(CallRejectedException.class)
                .untilAsserted(() -> assertThat(stage.replay(CALL)).isEqualTo(Stage.answer("second")));
    }

    @Test
    void aKeyThatIsToBeFreedIsNotHeld() {
        Execution failed = stage.run(TestCall.of("k").asking("a"));
        stage.store.next(StoreVerb.RELEASE, FaultyStore.REPLY_LOST);
        assertThat(failed.release()).isEqualTo(Ending.DEFERRED);

        assertThat(stage.run(TestCall.of("k").asking("b")).attempt()).isEqualTo(1);
    }

    @Test
    void theEventTellsWhatADeferredEndingIsToBecome() {
        deferred();
        stage.store.always(StoreVerb.RELEASE, FaultyStore.DOWN);
        stage.run(TestCall.of("freed")).release();
        stage.run(TestCall.of("direct")).complete(Outcome.unknown());

        assertThat(stage.events.all(EngineEvent.Ended.class))
                .extracting(EngineEvent.Ended::wanted)
                .containsExactly(Ending.RECORDED, Ending.RELEASED, Ending.HELD);
        assertThat(stage.events.endings()).containsOnly(Ending.DEFERRED);
    }

    private void deferred() {
        Execution execution = stage.run(CALL);
        stage.store.always(StoreVerb.RENEW, FaultyStore.DOWN);
        stage.store.always(StoreVerb.COMPLETE, FaultyStore.DOWN);
        assertThat(execution.complete(Stage.answer("done"))).isEqualTo(Ending.DEFERRED);
        stage.timePasses(Duration.ofMinutes(1));
    }
}
