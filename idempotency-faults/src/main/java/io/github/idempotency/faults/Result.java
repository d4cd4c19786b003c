package io.github.idempotency.faults;

import io.github.idempotency.faults.history.Report;
import java.util.Locale;

/**
 * What came of a run.
 *
 * @param repeatedTransfers executions of a key beyond its first, which the ledger recognised
 * @param unsettled keys without a final answer in the closing round
 */
record Result(Report report, Tally tally, FaultTally faults, long repeatedTransfers, long unsettled) {

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        line(text, "requests", tally.requests());
        tally.answers().forEach((kind, count) -> line(text, "  " + kind, count));
        line(text, "connections refused", tally.refusedConnections());
        line(text, "effects", report.counts().effects());
        line(text, "executions repeated", repeatedTransfers);
        line(text, "faults", faults.total());
        faults.injected()
                .forEach((kind, count) -> text.append(String.format(
                        Locale.ROOT,
                        "  %-28s %10d, met by something %d%n",
                        kind,
                        count,
                        faults.struck().getOrDefault(kind, 0))));
        faults.failed().forEach((kind, count) -> line(text, "  not brought about: " + kind, count));
        text.append(String.format(
                Locale.ROOT, "longest time in progress       %10.1f s%n", tally.longestInProgressNanos() / 1e9));
        line(text, "keys without a final answer", unsettled);
        return text.append(report).toString();
    }

    private static void line(StringBuilder text, String name, long count) {
        text.append(String.format(Locale.ROOT, "%-30s %10d%n", name, count));
    }
}
