package io.github.idempotency.faults.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StoryTests {

    @Test
    void aViolationIsToldInTheOrderOfTimeAndPointsAtWhatShowsIt() {
        Scene scene = Scene.of(Repeats.NEVER)
                .executed("a", 0, 10, "e-1")
                .effect("a", 5, "e-1")
                .outage("b", 12, 18)
                .inProgress("b", 20, 30);

        assertThat(scene.report().toString().lines())
                .anyMatch(line -> line.startsWith("NOT_LINEARIZABLE NEVER / ada / k-1: no order"))
                .containsSubsequence(
                        "    0.000 ms .. 10.000 ms  call to a: executed 201, effect e-1, digest digest of e-, names ada /"
                                + " k-1",
                        "    5.000 ms  effect e-1 by a",
                        "    12.000 ms .. 18.000 ms  outage of b: made by hand",
                        "  * 20.000 ms .. 30.000 ms  call to b: refused 409 request-in-progress");
    }

    @Test
    void manyCallsAreShortenedButNotTheOnesThatShowIt() {
        Scene scene = Scene.of(Repeats.NEVER).executed("a", 0, 500, "e-1").effect("a", 5, "e-1");
        for (int i = 0; i < 100; i++) {
            scene.inProgress("b", i, i + 10);
        }
        scene.inProgress("b", 600, 610);

        assertThat(scene.report().toString().lines())
                .hasSizeLessThan(50)
                .anyMatch(line -> line.startsWith("  * 600.000 ms"))
                .last()
                .asString()
                .matches(" +and \\d+ more");
    }

    @Test
    void ofManyViolationsTheFirstAreShownAndAllCounted() {
        History history = new History();
        for (int i = 0; i < 50; i++) {
            CallKey key = new CallKey(Repeats.NEVER.name(), "ada", "k-" + i);
            history.add(new Call(key, "a", 0, 1, new Answer.Success(201, false, "d", "k-" + i, "ada", "")));
        }

        List<Violation> every = new ArrayList<>();
        Report report = HistoryChecker.check(history, Scene.RULES, every::add);

        assertThat(report.found()).containsOnly(Map.entry(Violation.Kind.SUCCESS_WITHOUT_EFFECT, 50));
        assertThat(report.shown()).hasSize(Report.MOST_SHOWN);
        assertThat(every).hasSize(50).startsWith(report.shown().toArray(new Violation[0]));
    }
}
