package io.github.idempotency.faults.history;

import java.util.List;
import java.util.Map;

/**
 * What came of checking a history.
 *
 * @param found how many violations there are of each kind; kinds without any are missing
 * @param shown the first violations of each kind, at most {@link #MOST_SHOWN}
 * @param counts what was checked
 */
public record Report(Map<Violation.Kind, Integer> found, List<Violation> shown, Counts counts) {

    /** How many violations of one kind are explained. */
    public static final int MOST_SHOWN = 20;

    public Report {
        found = Map.copyOf(found);
        shown = List.copyOf(shown);
    }

    /**
     * What was checked.
     *
     * @param keys different keys
     * @param calls all calls, of which the following are parts
     * @param executed answers that were not replays
     * @param replayed answers that were
     * @param refused refusals and failures
     * @param unanswered calls without an answer
     * @param effects in the ledger
     * @param repeatedEffects those beyond the first of their key
     * @param outages that were noted
     * @param undecided keys whose linearizability could not be decided in reasonable time; their other checks were made
     */
    public record Counts(
            long keys,
            long calls,
            long executed,
            long replayed,
            long refused,
            long unanswered,
            long effects,
            long repeatedEffects,
            long outages,
            long undecided) {}

    /** Whether no promise was broken. Look at {@link Counts#undecided}, too. */
    public boolean clean() {
        return found.isEmpty();
    }

    /** All that a person wants to know first, over several lines. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(found.isEmpty() ? "No violations" : "VIOLATIONS " + found)
                .append("; ")
                .append(counts);
        for (Violation each : shown) {
            text.append(System.lineSeparator()).append(each);
        }
        return text.toString();
    }
}
