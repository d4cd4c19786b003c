package io.github.idempotency.faults.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.faults.history.Violation.Kind;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What happens in a correct world is right, whatever breaks, and what happens in one with a flaw is found to be wrong. */
class RandomHistoriesTests {

    private static final int CORRECT_WORLDS = 200;
    private static final int FLAWED_WORLDS = 60;

    @ParameterizedTest
    @EnumSource
    void aCorrectServiceIsNeverBlamed(Repeats repeats) {
        for (long seed = 0; seed < CORRECT_WORLDS; seed++) {
            Report report = check(seed, repeats, null);

            assertThat(report.clean()).as("seed %d: %s", seed, report).isTrue();
            assertThat(report.counts().undecided()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFlawIsFound(SimulatedFlaw flaw) {
        Set<Kind> found = EnumSet.noneOf(Kind.class);
        for (long seed = 0; seed < FLAWED_WORLDS && !found.containsAll(flaw.shows()); seed++) {
            for (Repeats repeats : Repeats.values()) {
                found.addAll(check(seed, repeats, flaw).found().keySet());
            }
        }

        assertThat(found).containsAll(flaw.shows());
    }

    private static Report check(long seed, Repeats repeats, SimulatedFlaw flaw) {
        return HistoryChecker.check(SimulatedWorld.history(seed, repeats, flaw), SimulatedWorld.rules(repeats));
    }
}
