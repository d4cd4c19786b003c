package io.github.idempotency.faults.history;

import java.util.function.Consumer;

/** Judges a history when it is complete. */
public final class HistoryChecker {

    private HistoryChecker() {}

    /**
     * Checks every key by itself.
     *
     * @throws IllegalArgumentException if the rules do not know an operation of the history
     */
    public static Report check(History history, Rules rules) {
        return check(history, rules, violation -> {});
    }

    /**
     * Checks every key by itself.
     *
     * @param every is given each violation, also those that the report only counts
     * @throws IllegalArgumentException if the rules do not know an operation of the history
     */
    public static Report check(History history, Rules rules, Consumer<Violation> every) {
        Outages outages = new Outages(history.outages());
        Ledger ledger = new Ledger(history);
        Tally tally = new Tally();
        Consumer<Violation> found = every.andThen(tally::found);
        for (KeyHistory each : history.each()) {
            Evidence key = Evidence.of(each, outages, rules);
            tally.count(key);
            EffectCheck.check(key, found);
            AnswerCheck.check(key, ledger, found);
            ProgressCheck.check(key, history.closingNanos(), found);
            if (!OrderCheck.check(key, found)) {
                tally.undecided();
            }
        }
        return tally.report(history.outages().size());
    }
}
