package io.github.idempotency.faults.history;

import static io.github.idempotency.faults.history.Repeats.NEVER;
import static io.github.idempotency.faults.history.Repeats.WITH_THE_SAME_EFFECT;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.faults.history.Violation.Kind;
import org.junit.jupiter.api.Test;

/** The lease is 1,000 ms, the grace 500 ms. */
class ProgressCheckTests {

    @Test
    void aKeyMayBeInProgressForLeaseAndGraceAfterACallWithoutAnswer() {
        assertThat(vanished().inProgress("b", 1_590, 1_600).kinds()).isEmpty();
        assertThat(vanished().inProgress("b", 1_601, 1_610).kinds()).containsExactly(Kind.STUCK);
    }

    @Test
    void aKeyIsInProgressAsLongAsACallIsOpen() {
        assertThat(vanished()
                        .executed("b", 1_500, 9_000, "e-1")
                        .effect("b", 8_000, "e-1")
                        .inProgress("c", 8_000, 8_010)
                        .kinds())
                .isEmpty();
    }

    @Test
    void whoComesBackFromAnOutageHasItsLeaseOnceMore() {
        assertThat(vanished()
                        .outage("a", 90, 5_000)
                        .inProgress("b", 6_490, 6_500)
                        .kinds())
                .isEmpty();
        assertThat(vanished()
                        .outage("a", 90, 5_000)
                        .inProgress("b", 6_501, 6_510)
                        .kinds())
                .containsExactly(Kind.STUCK);
        assertThat(vanished()
                        .outage("a", 90, 1_000)
                        .outage("store", 2_000, 5_000)
                        .inProgress("b", 6_000, 6_010)
                        .kinds())
                .as("one outage after the other")
                .isEmpty();
        assertThat(vanished()
                        .outage("a", 1_700, 5_000)
                        .inProgress("b", 5_010, 5_020)
                        .kinds())
                .as("an outage after the lease")
                .containsExactly(Kind.STUCK);
    }

    @Test
    void anotherProcessIsNoReason() {
        assertThat(vanished()
                        .outage("c", 90, 5_000)
                        .inProgress("b", 3_000, 3_010)
                        .kinds())
                .containsExactly(Kind.STUCK);
    }

    @Test
    void inTheEndEveryKeyHasAFinalAnswer() {
        assertThat(vanished().closing(5_000).held("b", 6_000, 6_010).kinds()).isEmpty();
        assertThat(vanished()
                        .closing(5_000)
                        .executed("b", 6_000, 6_010, "e-1")
                        .effect("b", 6_005, "e-1")
                        .kinds())
                .isEmpty();
        assertThat(vanished()
                        .closing(5_000)
                        .unanswered("b", 5_500, 5_510)
                        .held("b", 6_000, 6_010)
                        .kinds())
                .as("the last answer counts")
                .isEmpty();
    }

    @Test
    void aKeyWithoutAFinalAnswerIsFound() {
        assertThat(vanished().closing(5_000).kinds()).containsExactly(Kind.UNANSWERED);
        assertThat(vanished().closing(5_000).withoutStore("b", 6_000, 6_010).kinds())
                .containsExactly(Kind.UNANSWERED);
        assertThat(vanished().closing(5_000).unanswered("b", 6_000, 6_010).kinds())
                .containsExactly(Kind.UNANSWERED);
        assertThat(vanished().closing(500).inProgress("b", 600, 610).kinds()).containsExactly(Kind.STUCK);
        assertThat(Scene.of(WITH_THE_SAME_EFFECT).closing(500).kinds())
                .as("nothing was ever called")
                .isEmpty();
    }

    private static Scene vanished() {
        return Scene.of(NEVER).unanswered("a", 0, 100);
    }
}
