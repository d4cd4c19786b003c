package io.github.idempotency.faults.history;

import static io.github.idempotency.faults.history.Repeats.AFTER_AN_OUTAGE;
import static io.github.idempotency.faults.history.Repeats.NEVER;
import static io.github.idempotency.faults.history.Repeats.WITH_THE_SAME_EFFECT;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.faults.history.Violation.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every scene has its effect, so that only the order of the answers is in question. */
class LinearizationTests {

    @ParameterizedTest
    @EnumSource
    void duplicatesAreRefusedDuringTheFirstAndReplayedAfterwards(Repeats repeats) {
        fits(scene(repeats)
                .executed("a", 0, 100, "e-1")
                .inProgress("b", 10, 20)
                .inProgress("b", 90, 120)
                .replayed("b", 95, 120, "e-1")
                .replayed("a", 200, 210, "e-1"));
    }

    @Test
    void inProgressAfterTheSuccessWasAnsweredFitsNoOrder() {
        fitsNot(scene(NEVER).executed("a", 0, 100, "e-1").inProgress("b", 101, 110));
    }

    @Test
    void inProgressAfterAReplayFitsNoOrder() {
        fits(scene(NEVER).executed("a", 0, 100, "e-1").replayed("b", 50, 60, "e-1"));
        fitsNot(scene(NEVER)
                .executed("a", 0, 100, "e-1")
                .replayed("b", 50, 60, "e-1")
                .inProgress("b", 61, 70));
    }

    @Test
    void inProgressBeforeAnybodyElseCalledFitsNoOrder() {
        fitsNot(scene(NEVER).inProgress("b", 0, 9).executed("a", 10, 100, "e-1"));
        fits(scene(NEVER).inProgress("b", 0, 10).executed("a", 10, 100, "e-1"));
    }

    @Test
    void aReplayOfWhatNobodyCanHaveRecordedFitsNoOrder() {
        fitsNot(scene(NEVER).replayed("b", 0, 9, "e-1").executed("a", 10, 100, "e-1"));
        fitsNot(scene(NEVER).withoutStore("a", 0, 5).replayed("b", 6, 9, "e-1").executed("a", 10, 100, "e-1"));
        fits(scene(NEVER).unanswered("a", 0, 5).replayed("b", 6, 9, "e-1"));
        fits(scene(NEVER).failed("a", 0, 5).replayed("b", 6, 9, "e-1"));
    }

    @Test
    void twoExecutionsFitNoOrderUnlessTheFirstMayHaveLostItsLease() {
        fitsNot(scene(WITH_THE_SAME_EFFECT).executed("a", 0, 100, "e-1").executed("b", 50, 150, "e-1"));
        fitsNot(scene(WITH_THE_SAME_EFFECT).executed("a", 0, 100, "e-1").executed("b", 110, 150, "e-1"));
        fits(scene(WITH_THE_SAME_EFFECT)
                .executed("a", 0, 2_100, "e-1")
                .outage("a", 50, 2_000)
                .executed("b", 1_500, 1_600, "e-1")
                .replayed("c", 1_700, 1_800, "e-1"));
    }

    @Test
    void nobodyTakesOverWhereWorkMustNotBeRepeated() {
        fitsNot(scene(NEVER)
                .executed("a", 0, 2_100, "e-1")
                .outage("a", 50, 2_000)
                .executed("b", 1_500, 1_600, "e-1"));
    }

    @Test
    void aSuccessAnsweredWhileTheStoreWasAwayMayBeRecordedLaterOrNever() {
        fits(scene(WITH_THE_SAME_EFFECT)
                .executed("a", 0, 100, "e-1")
                .outage("store", 50, 1_000)
                .inProgress("b", 1_100, 1_110)
                .replayed("b", 1_200, 1_210, "e-1"));
        fits(scene(WITH_THE_SAME_EFFECT)
                .executed("a", 0, 100, "e-1")
                .outage("store", 50, 3_000)
                .executed("b", 3_100, 3_200, "e-1"));
        fitsNot(scene(WITH_THE_SAME_EFFECT)
                .executed("a", 0, 100, "e-1")
                .outage("store", 101, 1_000)
                .inProgress("b", 1_100, 1_110));
    }

    @Test
    void aKeyIsHeldOnlyAfterItsOwnerMayHaveVanished() {
        fits(scene(NEVER).unanswered("a", 0, 100).held("b", 1_200, 1_210));
        fits(scene(NEVER)
                .executed("a", 0, 2_100, "e-1")
                .outage("a", 50, 2_000)
                .held("b", 1_200, 1_210)
                .inProgress("b", 2_010, 2_020)
                .replayed("b", 2_200, 2_210, "e-1"));
        fitsNot(scene(NEVER).executed("a", 0, 100, "e-1").held("b", 50, 60));
        fitsNot(scene(NEVER).executed("a", 0, 100, "e-1").held("b", 101, 110));
        fitsNot(scene(NEVER).executed("a", 0, 100, "e-1").outage("a", 101, 101).held("b", 1_200, 1_210));
    }

    @Test
    void aFailedCallFreesTheKey() {
        fits(scene(NEVER)
                .failed("a", 0, 100)
                .inProgress("b", 10, 20)
                .executed("b", 110, 200, "e-1")
                .inProgress("a", 120, 130));
    }

    @Test
    void aCallWithoutAnswerMayActLongAfterItsClientGaveUp() {
        fits(scene(NEVER)
                .unanswered("a", 0, 100)
                .failed("b", 200, 210)
                .inProgress("b", 300, 310)
                .replayed("b", 400, 410, "e-1"));
    }

    @Test
    void aClaimThatWasMadeWithoutAnybodyKnowingIsGivenBack() {
        fits(scene(NEVER).withoutStore("a", 0, 100).inProgress("b", 110, 120).executed("b", 200, 210, "e-1"));
    }

    @Test
    void aKeyIsInUseForAnotherRequestOnlyIfSomebodyUsedIt() {
        String reused = "idempotency-key-reused";
        fitsNot(scene(NEVER).refused("b", 0, 5, 422, reused).executed("a", 10, 100, "e-1"));
        fits(scene(NEVER).executed("a", 10, 100, "e-1").refused("b", 20, 30, 422, reused));
        fits(scene(NEVER).refused("b", 0, 5, 400, "idempotency-key-invalid").executed("a", 10, 100, "e-1"));
    }

    @Test
    void aReleaseOfAnothersClaimShowsAsASecondOwner() {
        // "a" was replaced by "b", and releases what "b" has: "c" executes beside "b".
        Scene scene = scene(AFTER_AN_OUTAGE)
                .failed("a", 0, 2_010)
                .outage("a", 50, 2_000)
                .executed("b", 1_500, 2_500, "e-1");
        fits(scene.inProgress("b", 2_050, 2_060));
        fitsNot(scene.replayed("b", 2_100, 2_110, "e-1").executed("b", 2_200, 2_300, "e-1"));
    }

    @Test
    void manyCallsOfOneKeyAreDecided() {
        Scene scene = scene(WITH_THE_SAME_EFFECT).outage("store", 0, 1_000);
        for (int i = 0; i < 200; i++) {
            scene.withoutStore("a", i, 400 + i).inProgress("b", i, 500 + i).unanswered("c", i, 600 + i);
        }
        for (int i = 0; i < 6; i++) {
            scene.executed("a", 10, 2_000, "e-1");
        }

        fits(scene);
    }

    @Test
    void whatWouldTakeTooLongIsCountedAsUndecided() {
        Scene scene = scene(WITH_THE_SAME_EFFECT).outage("store", 0, 1_000);
        for (int i = 0; i < 30; i++) {
            scene.executed("a", 10 + i, 2_000, "e-1");
        }
        scene.replayed("b", 20, 1_900, "e-1");

        assertThat(scene.report().clean()).isTrue();
        assertThat(scene.report().counts().undecided()).isOne();
    }

    private static Scene scene(Repeats repeats) {
        return Scene.of(repeats).effect("a", 5, "e-1");
    }

    private static void fits(Scene scene) {
        Report report = scene.report();
        assertThat(report.found()).as(report::toString).isEmpty();
        assertThat(report.counts().undecided()).isZero();
    }

    private static void fitsNot(Scene scene) {
        assertThat(scene.kinds()).contains(Kind.NOT_LINEARIZABLE);
    }
}
