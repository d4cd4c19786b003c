package io.github.idempotency.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.idempotency.CallRejectedException;
import io.github.idempotency.Rejection;
import io.github.idempotency.engine.EngineEvent.StoreVerb;
import io.github.idempotency.store.StoreUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(30)
class StoreDownAtClaimTests {

    private Stage stage = Stage.open();

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void nothingIsExecutedAndTheCallerIsToldSo() {
        stage.store.down();

        CallRejectedException refusal = stage.refused(TestCall.of("k"));

        assertThat(refusal.rejection()).isEqualTo(Rejection.STORE_UNAVAILABLE);
        assertThat(refusal.retryAfter()).isPositive();
        assertThat(refusal).hasCauseInstanceOf(StoreUnavailableException.class);
        assertThat(stage.events.all(EngineEvent.Started.class)).isEmpty();
    }

    @Test
    void theClaimIsRepeatedButNotForLongerThanTheStoreTimeout() {
        stage.close();
        stage = Stage.open(new EngineSettings(Duration.ofSeconds(2), Duration.ofMinutes(15), 100, 1_000));
        stage.store.down();
        long start = System.nanoTime();

        stage.refused(TestCall.of("k"));

        // Half the timeout for repeating; the rest is room for a slow machine.
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        assertThat(stage.store.calls(StoreVerb.CLAIM)).isGreaterThan(1);
    }

    @Test
    void aShortFailureIsNotNoticed() {
        stage.close();
        stage = Stage.patient();
        stage.store.next(StoreVerb.CLAIM, FaultyStore.DOWN, FaultyStore.DOWN);

        assertThat(stage.run(TestCall.of("k")).attempt()).isEqualTo(1);
    }

    @Test
    void aClaimWhoseReplyWasLostIsRepeatedByTheSameOwnerAndExecutesOnce() {
        stage.close();
        stage = Stage.patient();
        stage.store.next(StoreVerb.CLAIM, FaultyStore.REPLY_LOST, FaultyStore.REPLY_LOST);

        Execution execution = stage.run(TestCall.of("k"));

        assertThat(execution.attempt()).isEqualTo(1);
        assertThat(stage.rejection(TestCall.of("k"))).isEqualTo(Rejection.IN_PROGRESS);
        assertThat(execution.complete(Stage.answer("once"))).isEqualTo(Ending.RECORDED);
        assertThat(stage.events.all(EngineEvent.Started.class)).hasSize(1);
    }

    @Test
    void aClaimThatWasTakenUnseenIsUndoneLongBeforeItsLeaseEnds() {
        stage.store.always(StoreVerb.CLAIM, FaultyStore.REPLY_LOST);
        assertThat(stage.rejection(TestCall.of("k").lease(Duration.ofDays(1)))).isEqualTo(Rejection.STORE_UNAVAILABLE);

        stage.store.up();

        await().atMost(20, TimeUnit.SECONDS)
                .ignoreException(CallRejectedException.class)
                .until(() -> stage.run(TestCall.of("k")).attempt() == 1);
    }

    @Test
    void itIsUndoneEvenAfterItsLeaseSoThatNoOperatorIsAskedAboutWorkThatNeverBegan() {
        stage.store.always(StoreVerb.CLAIM, FaultyStore.REPLY_LOST);
        TestCall call = TestCall.of("k").lease(Duration.ofMillis(100)).holding();
        assertThat(stage.rejection(call)).isEqualTo(Rejection.STORE_UNAVAILABLE);
        stage.store.down();
        stage.timePasses(Duration.ofMinutes(1));
        int claims = stage.store.calls(StoreVerb.CLAIM);
        await().until(() -> stage.store.calls(StoreVerb.CLAIM) >= claims + 3);

        stage.store.up();

        await().ignoreException(CallRejectedException.class)
                .until(() -> stage.run(call).attempt() == 1);
    }

    @Test
    void undoingLeavesTheClaimOfALaterCallAlone() {
        stage.store.down();
        assertThat(stage.rejection(TestCall.of("k"))).isEqualTo(Rejection.STORE_UNAVAILABLE);
        stage.store.up();
        stage.store.always(StoreVerb.CLAIM, FaultyStore.onThread("idempotency-undo", FaultyStore.DOWN));
        Execution later = stage.run(TestCall.of("k"));
        stage.store.up();

        // Closing makes every undo try once more.
        stage.engine.close();

        IdempotencyEngine another = stage.anotherProcess();
        assertThat(Stage.rejection(another, TestCall.of("k"))).isEqualTo(Rejection.IN_PROGRESS);
        assertThat(later.complete(Stage.answer("later"))).isEqualTo(Ending.RECORDED);
    }

    @Test
    void undoingTakesNothingOverFromAnOwnerThatVanished() {
        stage.run(TestCall.of("k"));
        stage.timePasses(Duration.ofSeconds(31));
        stage.store.down();
        assertThat(stage.rejection(TestCall.of("k"))).isEqualTo(Rejection.STORE_UNAVAILABLE);
        int claims = stage.store.calls(StoreVerb.CLAIM);
        stage.store.up();

        stage.engine.close();

        assertThat(stage.store.calls(StoreVerb.CLAIM)).isGreaterThan(claims);
        Admission next = stage.anotherProcess().admit(TestCall.of("k").build());
        assertThat(Stage.running(next).attempt()).isEqualTo(2);
    }

    @Test
    void undoingATakeoverDoesNotForgetTheOwnerThatVanished() {
        stage.run(TestCall.of("k").asking("a").lease(Stage.SHORT_LEASE)).abandon();
        stage.timePasses(Stage.SHORT_LEASE);
        stage.store.always(StoreVerb.CLAIM, FaultyStore.REPLY_LOST);
        assertThat(stage.rejection(TestCall.of("k").asking("a"))).isEqualTo(Rejection.STORE_UNAVAILABLE);
        stage.store.up();

        stage.engine.close();
        stage.timePasses(Duration.ofMillis(1));

        IdempotencyEngine another = stage.anotherProcess();
        assertThat(Stage.rejection(another, TestCall.of("k").asking("b"))).isEqualTo(Rejection.KEY_REUSED);
        assertThat(Stage.running(another.admit(TestCall.of("k").asking("a").build()))
                        .attempt())
                .isEqualTo(3);
    }

    @Test
    void aStoreThatHangsIsNotAskedAgainBecauseTheCallerHasWaitedLongEnough() {
        AtomicInteger asked = new AtomicInteger();
        stage.store.always(StoreVerb.CLAIM, verb -> {
            if (!Thread.currentThread().getName().startsWith("idempotency-")) {
                asked.incrementAndGet();
                pause(Duration.ofMillis(150));
            }
            return FaultyStore.DOWN.around(verb);
        });

        assertThat(stage.rejection(TestCall.of("k"))).isEqualTo(Rejection.STORE_UNAVAILABLE);

        assertThat(asked).hasValue(1);
    }

    @Test
    void aClaimThatNeverArrivedLeavesNothingBehindWhereItsUndoFailsHalfway() {
        stage.store.down();
        assertThat(stage.rejection(TestCall.of("k").asking("a"))).isEqualTo(Rejection.STORE_UNAVAILABLE);
        stage.store.always(StoreVerb.CLAIM, FaultyStore.NONE);
        await().until(() -> stage.store.calls(StoreVerb.RELEASE) > 0);
        stage.store.always(StoreVerb.CLAIM, FaultyStore.DOWN);
        stage.engine.close();
        stage.store.up();

        stage.timePasses(Duration.ofSeconds(30));

        Admission next =
                stage.anotherProcess().admit(TestCall.of("k").asking("b").build());
        assertThat(Stage.running(next).attempt()).isEqualTo(1);
    }

    @Test
    void whereThePolicySaysSoTheCallProceedsWithoutProtection() {
        stage.store.down();

        Admission admission = stage.engine.admit(TestCall.of("k").proceeding().build());

        assertThat(admission).isInstanceOf(Admission.Unprotected.class);
        assertThat(stage.events.all(EngineEvent.Unprotected.class)).hasSize(1);
        assertThat(stage.events.all(EngineEvent.Started.class)).isEmpty();
    }

    @Test
    void anUnreadableRecordIsNeverExecutedNotEvenWherePolicySaysToProceed() {
        stage.store.always(StoreVerb.CLAIM, FaultyStore.UNREADABLE);

        assertThat(stage.rejection(TestCall.of("k"))).isEqualTo(Rejection.RECORD_UNREADABLE);
        assertThat(stage.rejection(TestCall.of("k").proceeding())).isEqualTo(Rejection.RECORD_UNREADABLE);
        assertThat(stage.store.calls(StoreVerb.CLAIM))
                .as("repeating does not help")
                .isEqualTo(2);
    }

    static Stream<Arguments> breachesOfContract() {
        return Stream.of(
                arguments(FaultyStore.BUG, "IllegalStateException"),
                arguments(FaultyStore.ERROR, "NoClassDefFoundError"),
                arguments(FaultyStore.OF_ITS_OWN, "OwnException"));
    }

    @ParameterizedTest
    @MethodSource("breachesOfContract")
    void aStoreThatBreaksItsContractCountsAsUnavailableAndIsNotQuoted(FaultyStore.Fault breach, String named) {
        stage.store.always(StoreVerb.CLAIM, breach);

        CallRejectedException refusal = stage.refused(TestCall.of("k"));

        assertThat(refusal.rejection()).isEqualTo(Rejection.STORE_UNAVAILABLE);
        assertThat(refusal.getCause()).hasMessageContaining(named).hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @MethodSource("breachesOfContract")
    void anOutcomeIsNotLostOverABreachOfContract(FaultyStore.Fault breach, String named) {
        Execution execution = stage.run(TestCall.of("k"));
        stage.store.always(StoreVerb.COMPLETE, breach);
        assertThat(execution.complete(Stage.answer("x"))).isEqualTo(Ending.DEFERRED);

        stage.store.up();

        await().until(() -> stage.events.lateEndings().equals(List.of(Ending.RECORDED)));
    }

    @Test
    void aGrantThatCameAfterItsLeaseHadRunOutIsAskedForAgain() {
        TestCall call = TestCall.of("k").lease(Duration.ofMillis(100)).retention(Duration.ofDays(1));
        stage.store.next(StoreVerb.CLAIM, verb -> {
            Object granted = verb.get();
            // This process freezes for longer than it would repeat anything; meanwhile its lease ends, and another one
            // takes over and completes.
            stage.timePasses(Duration.ofMillis(100));
            stage.run(call).complete(Stage.answer("by the other"));
            pause(Duration.ofMillis(300));
            return granted;
        });

        assertThat(stage.replay(call)).isEqualTo(Stage.answer("by the other"));
    }

    @Test
    void aStoreSlowerThanTheLeaseIsAsGoodAsNone() {
        stage.store.always(StoreVerb.CLAIM, verb -> {
            Object granted = verb.get();
            pause(Duration.ofMillis(150));
            return granted;
        });

        CallRejectedException refusal = stage.refused(TestCall.of("k").lease(Duration.ofMillis(100)));

        assertThat(refusal.rejection()).isEqualTo(Rejection.STORE_UNAVAILABLE);
        assertThat(refusal.getCause()).hasMessageContaining("idempotency.lease");
    }

    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
