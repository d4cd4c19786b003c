package io.github.idempotency.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.faults.Schedule.Fault;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ScheduleTests {

    private static final Set<FaultKind> ALL = EnumSet.allOf(FaultKind.class);

    @Test
    void theSameSeedGivesTheSameFaults() {
        assertThat(first(200, ALL, 7)).isEqualTo(first(200, ALL, 7)).isNotEqualTo(first(200, ALL, 8));
    }

    @Test
    void everyKindComesOnceBeforeAnyComesTwice() {
        assertThat(first(ALL.size(), ALL, 3)).extracting(Fault::kind).containsExactlyInAnyOrderElementsOf(ALL);
    }

    @Test
    void onlyWhatCanBeBrokenIsBroken() {
        Set<FaultKind> some = EnumSet.of(FaultKind.KILL_APP, FaultKind.CUT_AFTER);
        assertThat(first(50, some, 3)).allMatch(fault -> some.contains(fault.kind()));
    }

    @Test
    void afterItsRoundEveryKindHasComeAsOftenAsItShould() {
        int round = ALL.stream().mapToInt(FaultKind::perRound).sum();
        List<Fault> faults = first(round, ALL, 5);
        assertThat(ALL)
                .allSatisfy(kind -> assertThat(faults)
                        .filteredOn(fault -> fault.kind() == kind)
                        .hasSize(kind.perRound())
                        .allSatisfy(fault -> assertThat(fault.millis()).isBetween(kind.millis(0), kind.millis(1))));
    }

    private static List<Fault> first(int count, Set<FaultKind> kinds, long seed) {
        Schedule schedule = new Schedule(kinds, 2, 1_000, seed);
        return Stream.generate(schedule::next).limit(count).toList();
    }
}
