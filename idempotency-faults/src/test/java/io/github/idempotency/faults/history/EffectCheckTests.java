package io.github.idempotency.faults.history;

import static io.github.idempotency.faults.history.Repeats.AFTER_AN_OUTAGE;
import static io.github.idempotency.faults.history.Repeats.NEVER;
import static io.github.idempotency.faults.history.Repeats.WITH_THE_SAME_EFFECT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.idempotency.faults.history.Violation.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EffectCheckTests {

    @ParameterizedTest
    @EnumSource
    void oneExecutionAndItsReplaysAreFine(Repeats repeats) {
        Scene scene = answered(repeats);

        assertThat(scene.report().clean()).isTrue();
        assertThat(scene.report().counts()).isEqualTo(new Report.Counts(1, 2, 1, 1, 0, 0, 1, 0, 0, 0));
    }

    @ParameterizedTest
    @EnumSource
    void aSecondEffectIsFound(Repeats repeats) {
        assertThat(answered(repeats).effect("b", 12, "e-2").kinds()).containsExactly(Kind.TWO_EFFECTS);
    }

    @Test
    void theSameEffectTwiceIsOneDownstreamThatRecognisesIt() {
        assertThat(answered(WITH_THE_SAME_EFFECT).effect("b", 12, "e-1").kinds())
                .isEmpty();
        assertThat(answered(NEVER).effect("b", 12, "e-1").kinds()).containsExactly(Kind.TWO_EFFECTS);
    }

    @Test
    void afterAnOutageWorkMayBeDoneAgainIfTheOperationAllowsIt() {
        assertThat(answered(AFTER_AN_OUTAGE)
                        .effect("b", 12, "e-2")
                        .outage("a", 1, 9)
                        .kinds())
                .isEmpty();
        assertThat(answered(AFTER_AN_OUTAGE)
                        .effect("b", 12, "e-2")
                        .outage("store", 1, 9)
                        .kinds())
                .isEmpty();
        assertThat(answered(AFTER_AN_OUTAGE)
                        .effect("b", 12, "e-2")
                        .outage("c", 1, 9)
                        .kinds())
                .as("the outage of another process")
                .containsExactly(Kind.TWO_EFFECTS);
        assertThat(answered(AFTER_AN_OUTAGE)
                        .effect("b", 12, "e-2")
                        .outage("a", 13, 99)
                        .kinds())
                .as("a later outage")
                .containsExactly(Kind.TWO_EFFECTS);
        assertThat(answered(NEVER).effect("b", 12, "e-2").outage("a", 1, 9).kinds())
                .containsExactly(Kind.TWO_EFFECTS);
    }

    @Test
    void aSuccessWithoutEffectIsFound() {
        assertThat(Scene.of(NEVER).executed("a", 0, 10, "e-1").kinds()).containsExactly(Kind.SUCCESS_WITHOUT_EFFECT);
    }

    @Test
    void anEffectOfACallThatWasToldThatNothingWasDoneIsFound() {
        assertThat(Scene.of(NEVER).withoutStore("a", 0, 10).kinds()).isEmpty();
        assertThat(Scene.of(NEVER)
                        .withoutStore("a", 0, 10)
                        .effect("a", 5, "e-1")
                        .kinds())
                .containsExactly(Kind.EFFECT_WITHOUT_EXECUTION);
        assertThat(Scene.of(NEVER).unanswered("a", 0, 10).effect("a", 5, "e-1").kinds())
                .isEmpty();
    }

    @Test
    void anOperationWithoutRulesIsAMistakeOfTheCaller() {
        History history = new History();
        history.add(new Effect(new CallKey("unknown", "ada", "k"), "e-1", "a", 1));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> HistoryChecker.check(history, Scene.RULES))
                .withMessageContaining("add it to operations");
    }

    private static Scene answered(Repeats repeats) {
        return Scene.of(repeats)
                .executed("a", 0, 10, "e-1")
                .effect("a", 5, "e-1")
                .replayed("b", 20, 30, "e-1");
    }
}
