package io.github.idempotency.faults.history;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Adds up what is checked and found. */
final class Tally {

    private final Map<Violation.Kind, Integer> found = new EnumMap<>(Violation.Kind.class);
    private final List<Violation> shown = new ArrayList<>();
    private long keys;
    private long calls;
    private long executed;
    private long replayed;
    private long refused;
    private long unanswered;
    private long effects;
    private long repeatedEffects;
    private long undecided;

    void count(Evidence key) {
        keys++;
        effects += key.effects().size();
        repeatedEffects += Math.max(0, key.effects().size() - 1);
        for (Call each : key.calls()) {
            calls++;
            if (each.answer() instanceof Answer.Success success) {
                executed += success.replayed() ? 0 : 1;
                replayed += success.replayed() ? 1 : 0;
            } else if (each.answer() instanceof Answer.Refused) {
                refused++;
            } else {
                unanswered++;
            }
        }
    }

    void undecided() {
        undecided++;
    }

    void found(Violation violation) {
        if (found.merge(violation.kind(), 1, Integer::sum) <= Report.MOST_SHOWN) {
            shown.add(violation);
        }
    }

    Report report(long outages) {
        return new Report(
                found,
                shown,
                new Report.Counts(
                        keys,
                        calls,
                        executed,
                        replayed,
                        refused,
                        unanswered,
                        effects,
                        repeatedEffects,
                        outages,
                        undecided));
    }
}
