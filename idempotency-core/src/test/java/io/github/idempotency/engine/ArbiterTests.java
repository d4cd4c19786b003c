package io.github.idempotency.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.idempotency.Fingerprint;
import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.Outcome;
import io.github.idempotency.Rejection;
import io.github.idempotency.TransactionMode;
import io.github.idempotency.WhenAbandoned;
import io.github.idempotency.WhenFails;
import io.github.idempotency.WhenInProgress;
import io.github.idempotency.WhenStoreFails;
import io.github.idempotency.store.Claim;
import io.github.idempotency.store.Lease;
import io.github.idempotency.store.Owner;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ArbiterTests {

    private static final Fingerprint SAME = Fingerprint.of("same");
    private static final Fingerprint OTHER = Fingerprint.of("other");
    private static final Duration MAX_WAIT = Duration.ofSeconds(5);
    private static final Duration REMAINING = Duration.ofSeconds(7);
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final Outcome RESULT = Outcome.result(new byte[] {1});
    private static final Outcome FAILURE = Outcome.failure(new byte[] {2});

    private static final Claim.Granted GRANTED =
            new Claim.Granted(new Lease(IdempotencyKey.of("k"), Owner.next(), 3), 2);
    private static final Verdict IN_PROGRESS = new Verdict.Reject(Rejection.IN_PROGRESS, REMAINING);
    private static final Verdict REUSED = new Verdict.Reject(Rejection.KEY_REUSED, null);
    private static final Verdict NOT_RECORDED = new Verdict.Reject(Rejection.ANSWER_NOT_RECORDED, null);

    private static final WhenInProgress REJECT = WhenInProgress.REJECT;
    private static final WhenInProgress WAIT = WhenInProgress.WAIT;

    static Stream<Arguments> table() {
        return Stream.of(
                // claim, when-in-progress, waited, verdict
                arguments(GRANTED, REJECT, Duration.ZERO, new Verdict.Execute(GRANTED)),
                arguments(GRANTED, WAIT, SOON, new Verdict.Execute(GRANTED)),
                arguments(GRANTED, WAIT, MAX_WAIT.plus(SOON), new Verdict.Execute(GRANTED)),
                arguments(held(SAME), REJECT, Duration.ZERO, IN_PROGRESS),
                arguments(held(SAME), WAIT, Duration.ZERO, new Verdict.Wait(MAX_WAIT)),
                arguments(held(SAME), WAIT, SOON, new Verdict.Wait(MAX_WAIT.minus(SOON))),
                arguments(held(SAME), WAIT, MAX_WAIT.minusNanos(1), new Verdict.Wait(Duration.ofNanos(1))),
                arguments(held(SAME), WAIT, MAX_WAIT, IN_PROGRESS),
                arguments(held(SAME), WAIT, MAX_WAIT.plusDays(1), IN_PROGRESS),
                arguments(held(OTHER), REJECT, Duration.ZERO, REUSED),
                arguments(held(OTHER), WAIT, Duration.ZERO, REUSED),
                arguments(new Claim.Abandoned(SAME, 1), REJECT, Duration.ZERO, new Verdict.Hold()),
                arguments(new Claim.Abandoned(SAME, 1), WAIT, SOON, new Verdict.Hold()),
                arguments(new Claim.Abandoned(OTHER, 1), REJECT, Duration.ZERO, REUSED),
                arguments(new Claim.Abandoned(OTHER, 1), WAIT, SOON, REUSED),
                arguments(settled(SAME, RESULT), REJECT, Duration.ZERO, new Verdict.Replay(RESULT)),
                arguments(settled(SAME, RESULT), WAIT, MAX_WAIT.plus(SOON), new Verdict.Replay(RESULT)),
                arguments(settled(SAME, FAILURE), REJECT, Duration.ZERO, new Verdict.Replay(FAILURE)),
                arguments(settled(SAME, Outcome.unknown()), REJECT, Duration.ZERO, new Verdict.Hold()),
                arguments(settled(SAME, Outcome.unrecorded()), REJECT, Duration.ZERO, NOT_RECORDED),
                arguments(settled(SAME, Outcome.unrecorded()), WAIT, SOON, NOT_RECORDED),
                arguments(settled(OTHER, RESULT), REJECT, Duration.ZERO, REUSED),
                arguments(settled(OTHER, FAILURE), WAIT, SOON, REUSED),
                arguments(settled(OTHER, Outcome.unknown()), REJECT, Duration.ZERO, REUSED),
                arguments(settled(OTHER, Outcome.unrecorded()), REJECT, Duration.ZERO, REUSED));
    }

    @ParameterizedTest
    @MethodSource("table")
    void everyClaimHasItsVerdict(Claim claim, WhenInProgress whenInProgress, Duration waited, Verdict expected) {
        // What the store was allowed to do, and what happens if it fails, must not change what its answer means.
        for (WhenAbandoned whenAbandoned : WhenAbandoned.values()) {
            for (WhenStoreFails whenStoreFails : WhenStoreFails.values()) {
                for (WhenFails whenFails : WhenFails.values()) {
                    CallPolicy policy = policy(whenInProgress, whenAbandoned, whenStoreFails, whenFails);

                    assertThat(Arbiter.decide(claim, SAME, policy, waited)).isEqualTo(expected);
                }
            }
        }
    }

    static Stream<Claim> everyRefusal() {
        return Stream.of(SAME, OTHER, Fingerprint.NONE)
                .flatMap(fingerprint -> Stream.concat(
                        Stream.of(
                                held(fingerprint),
                                new Claim.Held(fingerprint, Duration.ZERO),
                                new Claim.Abandoned(fingerprint, 1),
                                new Claim.Abandoned(fingerprint, Integer.MAX_VALUE)),
                        Stream.of(RESULT, FAILURE, Outcome.unknown(), Outcome.unrecorded())
                                .map(outcome -> settled(fingerprint, outcome))));
    }

    @ParameterizedTest
    @MethodSource("everyRefusal")
    void nothingExecutesThatWasNotGranted(Claim claim) {
        for (WhenInProgress whenInProgress : WhenInProgress.values()) {
            for (WhenAbandoned whenAbandoned : WhenAbandoned.values()) {
                for (Duration waited : List.of(Duration.ZERO, SOON, MAX_WAIT, Duration.ofDays(40_000))) {
                    for (Fingerprint asked : List.of(SAME, OTHER, Fingerprint.NONE)) {
                        CallPolicy policy =
                                policy(whenInProgress, whenAbandoned, WhenStoreFails.PROCEED, WhenFails.RELEASE);

                        assertThat(Arbiter.decide(claim, asked, policy, waited)).isNotInstanceOf(Verdict.Execute.class);
                    }
                }
            }
        }
    }

    private static Claim held(Fingerprint fingerprint) {
        return new Claim.Held(fingerprint, REMAINING);
    }

    private static Claim settled(Fingerprint fingerprint, Outcome outcome) {
        return new Claim.Settled(fingerprint, outcome);
    }

    private static CallPolicy policy(
            WhenInProgress whenInProgress,
            WhenAbandoned whenAbandoned,
            WhenStoreFails whenStoreFails,
            WhenFails whenFails) {
        return new CallPolicy(
                Duration.ofSeconds(30),
                Duration.ofDays(1),
                whenInProgress,
                MAX_WAIT,
                whenAbandoned,
                whenStoreFails,
                whenFails,
                TransactionMode.SEPARATE);
    }
}
