package io.github.idempotency.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.idempotency.CallRejectedException;
import io.github.idempotency.Outcome;
import io.github.idempotency.Rejection;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class AdmissionTests {

    private final Stage stage = Stage.open();

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void theFirstCallExecutesAndItsDuplicateIsReplayed() {
        Execution first = stage.run(TestCall.of("k"));
        assertThat(first.attempt()).isEqualTo(1);
        assertThat(first.complete(Stage.answer("created"))).isEqualTo(Ending.RECORDED);

        assertThat(stage.replay(TestCall.of("k"))).isEqualTo(Stage.answer("created"));
        assertThat(stage.replay(TestCall.of("k"))).isEqualTo(Stage.answer("created"));
        assertThat(stage.events.all(EngineEvent.Replayed.class)).hasSize(2);
        assertThat(stage.events.endings()).containsExactly(Ending.RECORDED);
    }

    @Test
    void aRecordedFailureIsReplayedToo() {
        Outcome failure = Outcome.failure(new byte[] {1, 2});
        stage.run(TestCall.of("k")).complete(failure);

        assertThat(stage.replay(TestCall.of("k"))).isEqualTo(failure);
    }

    @Test
    void anotherKeyIsAnotherCall() {
        stage.run(TestCall.of("k")).complete(Stage.answer("created"));

        assertThat(stage.run(TestCall.of("other")).attempt()).isEqualTo(1);
    }

    @Test
    void aReleasedKeyExecutesAgain() {
        assertThat(stage.run(TestCall.of("k")).release()).isEqualTo(Ending.RELEASED);

        assertThat(stage.run(TestCall.of("k")).attempt()).isEqualTo(1);
    }

    @Test
    void aDuplicateOfARunningCallIsTurnedAwayAndToldForHowLong() {
        stage.run(TestCall.of("k").lease(Duration.ofSeconds(30)));
        stage.timePasses(Duration.ofSeconds(10));

        CallRejectedException refusal = stage.refused(TestCall.of("k"));

        assertThat(refusal.rejection()).isEqualTo(Rejection.IN_PROGRESS);
        assertThat(refusal.retryAfter()).isEqualTo(Duration.ofSeconds(20));
        assertThat(stage.events.all(EngineEvent.Rejected.class))
                .extracting(EngineEvent.Rejected::why)
                .containsExactly(Rejection.IN_PROGRESS);
    }

    @Test
    void aKeyReusedWhileItsCallRunsIsRefusedAndTheCallUnharmed() {
        Execution first = stage.run(TestCall.of("k").asking("a"));

        assertThat(stage.rejection(TestCall.of("k").asking("b"))).isEqualTo(Rejection.KEY_REUSED);
        assertThat(stage.rejection(TestCall.of("k").asking("b").waiting(Duration.ofMinutes(1))))
                .isEqualTo(Rejection.KEY_REUSED);

        assertThat(first.complete(Stage.answer("for a"))).isEqualTo(Ending.RECORDED);
        assertThat(stage.replay(TestCall.of("k").asking("a"))).isEqualTo(Stage.answer("for a"));
    }

    @Test
    void aKeyReusedAfterItsCallHasEndedIsRefusedAndTheRecordUnharmed() {
        stage.run(TestCall.of("k").asking("a")).complete(Stage.answer("for a"));

        assertThat(stage.rejection(TestCall.of("k").asking("b"))).isEqualTo(Rejection.KEY_REUSED);

        assertThat(stage.replay(TestCall.of("k").asking("a"))).isEqualTo(Stage.answer("for a"));
    }

    @Test
    void anAnswerTooLargeToRecordIsNeitherReplayedNorExecutedAgain() {
        Ending ending = stage.run(TestCall.of("k")).complete(Outcome.result(new byte[Stage.MAX_PAYLOAD + 1]));

        assertThat(ending).isEqualTo(Ending.RECORDED);
        assertThat(stage.rejection(TestCall.of("k"))).isEqualTo(Rejection.ANSWER_NOT_RECORDED);
    }

    @Test
    void theLargestAnswerTheStoreTakesIsRecorded() {
        stage.run(TestCall.of("k")).complete(Outcome.result(new byte[Stage.MAX_PAYLOAD]));

        assertThat(stage.replay(TestCall.of("k")).payload()).hasSize(Stage.MAX_PAYLOAD);
    }

    @Test
    void aCallWhoseEffectsAreInDoubtWaitsForAnOperator() {
        Ending ending = stage.run(TestCall.of("k").asking("a")).complete(Outcome.unknown());

        assertThat(ending).isEqualTo(Ending.HELD);
        assertThat(stage.rejection(TestCall.of("k").asking("a"))).isEqualTo(Rejection.OUTCOME_UNKNOWN);
        assertThat(stage.rejection(TestCall.of("k").asking("b"))).isEqualTo(Rejection.KEY_REUSED);
    }

    @Test
    void theRecordIsForgottenAfterItsRetention() {
        stage.run(TestCall.of("k").retention(Duration.ofHours(1))).complete(Stage.answer("old"));

        stage.timePasses(Duration.ofHours(1).minusNanos(1));
        assertThat(stage.replay(TestCall.of("k"))).isEqualTo(Stage.answer("old"));
        stage.timePasses(Duration.ofNanos(1));
        assertThat(stage.run(TestCall.of("k")).attempt()).isEqualTo(1);
    }

    @Test
    void theCallItselfMayChooseHowLongItsAnswerIsKept() {
        Execution execution = stage.run(TestCall.of("k").retention(Duration.ofHours(1)));
        execution.control().retainFor(Duration.ofMinutes(1));
        execution.complete(Stage.answer("brief"));

        stage.timePasses(Duration.ofMinutes(1));
        assertThat(stage.run(TestCall.of("k")).attempt()).isEqualTo(1);
    }

    static Stream<Arguments> longDurations() {
        Duration longest = Duration.ofSeconds(Long.MAX_VALUE, 999_999_999);
        return Stream.of(Duration.ofDays(100 * 365), Duration.ofDays(300 * 365), longest)
                .flatMap(lease -> Stream.of(Duration.ofDays(400 * 365), longest)
                        .filter(retention -> retention.compareTo(lease) >= 0)
                        .map(retention -> arguments(lease, retention)));
    }

    @ParameterizedTest
    @MethodSource("longDurations")
    void durationsOfCenturiesDoNotOverflow(Duration lease, Duration retention) {
        try (Stage centuries = Stage.open(new EngineSettings(lease, lease, 100, 1_000))) {
            TestCall call = TestCall.of("k").lease(lease).retention(retention).waiting(lease);

            Execution execution = centuries.run(call);
            assertThat(execution.complete(Stage.answer("still there"))).isEqualTo(Ending.RECORDED);
            assertThat(centuries.replay(call)).isEqualTo(Stage.answer("still there"));
        }
    }

    @ParameterizedTest
    @EnumSource(Rejection.class)
    void everyRefusalNamesTheOperationAndNotTheRawKey(Rejection why) {
        ProtectedCall call = TestCall.of("raw-key-4711").build();

        assertThat(Refusals.message(why, call))
                .contains("orders.create")
                .contains(call.key().toString())
                .doesNotContain("4711");
    }
}
