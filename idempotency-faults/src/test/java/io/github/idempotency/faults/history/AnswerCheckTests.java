package io.github.idempotency.faults.history;

import static io.github.idempotency.faults.history.Repeats.AFTER_AN_OUTAGE;
import static io.github.idempotency.faults.history.Repeats.NEVER;
import static io.github.idempotency.faults.history.Repeats.WITH_THE_SAME_EFFECT;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.faults.history.Violation.Kind;
import org.junit.jupiter.api.Test;

class AnswerCheckTests {

    private final Scene scene = Scene.of(NEVER).executed("a", 0, 10, "e-1").effect("a", 5, "e-1");

    @Test
    void replaysThatDifferAreFound() {
        Answer.Success other = new Answer.Success(201, true, "another digest", "k-1", "ada", "e-1");

        assertThat(scene.replayed("b", 20, 30, "e-1").kinds()).isEmpty();
        assertThat(scene.call("b", 20, 30, other).kinds())
                .containsExactlyInAnyOrder(Kind.ANSWERS_DIFFER, Kind.NOT_LINEARIZABLE);
    }

    @Test
    void anOwnerThatWasReplacedMayTellWhatItDidItselfWhereWorkMayBeRepeated() {
        assertThat(replaced(AFTER_AN_OUTAGE).kinds()).isEmpty();
        assertThat(replaced(WITH_THE_SAME_EFFECT).kinds())
                .containsExactlyInAnyOrder(Kind.ANSWERS_DIFFER, Kind.TWO_EFFECTS);
    }

    @Test
    void replaysAfterAnOutageAreStillTheSame() {
        assertThat(replaced(AFTER_AN_OUTAGE).replayed("a", 2_100, 2_110, "e-2").kinds())
                .isEmpty();
        assertThat(replaced(AFTER_AN_OUTAGE)
                        .replayed("a", 2_100, 2_110, "e-2")
                        .replayed("a", 2_200, 2_210, "e-1")
                        .kinds())
                .containsExactlyInAnyOrder(Kind.ANSWERS_DIFFER, Kind.NOT_LINEARIZABLE);
    }

    @Test
    void anAnswerThatNamesAnotherKeyOrCallerIsFound() {
        assertThat(Scene.of(NEVER).kinds()).isEmpty();
        assertThat(naming("k-2", "ada").kinds()).containsExactly(Kind.FOREIGN_ANSWER);
        assertThat(naming("k-1", "bob").kinds()).containsExactly(Kind.FOREIGN_ANSWER);
        assertThat(naming("k-1", "ada").kinds()).isEmpty();
    }

    @Test
    void anAnswerThatNamesTheEffectOfAnotherKeyIsFound() {
        CallKey other = new CallKey(NEVER.name(), "ada", "k-2");
        scene.history.add(new Effect(other, "e-7", "a", 1));
        scene.history.add(new Call(other, "a", 0, 2, new Answer.Success(201, false, "d", "k-2", "ada", "e-1")));

        assertThat(scene.report().shown()).singleElement().satisfies(found -> {
            assertThat(found.kind()).isEqualTo(Kind.FOREIGN_ANSWER);
            assertThat(found.key()).isEqualTo(other);
            assertThat(found.explanation()).contains("NEVER / ada / k-1");
        });
    }

    @Test
    void anAnswerThatNamesAnEffectNobodyHasIsFound() {
        assertThat(Scene.of(NEVER)
                        .executed("a", 0, 10, "e-2")
                        .effect("a", 5, "e-1")
                        .kinds())
                .containsExactly(Kind.SUCCESS_WITHOUT_EFFECT);
    }

    private static Scene naming(String key, String caller) {
        return Scene.of(NEVER)
                .effect("a", 5, "e-1")
                .call("a", 0, 10, new Answer.Success(201, false, "digest", key, caller, "e-1"));
    }

    /** "a" is frozen for longer than its lease, "b" takes over, and then both answer. */
    private static Scene replaced(Repeats repeats) {
        return Scene.of(repeats)
                .executed("a", 0, 2_000, "e-1")
                .outage("a", 5, 1_990)
                .executed("b", 1_500, 1_600, "e-2")
                .effect("b", 1_550, "e-2")
                .effect("a", 1_995, "e-1");
    }
}
