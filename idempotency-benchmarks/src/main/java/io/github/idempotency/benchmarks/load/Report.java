package io.github.idempotency.benchmarks.load;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The medians over all rounds, and ratios to the hand-written reference, taken round by round. */
final class Report {

    private static final String REFERENCE = "reference";

    private final String title;
    private final Map<String, List<Line>> lines = new LinkedHashMap<>();

    Report(String title, List<Target> targets) {
        this.title = title;
        targets.forEach(target -> lines.put(target.name(), new ArrayList<>()));
    }

    /**
     * One application in one round.
     *
     * @param p50 in milliseconds
     * @param p99 in milliseconds
     * @param application processor time per request, in microseconds
     * @param store processor time per request, in microseconds
     */
    record Line(double perSecond, double p50, double p99, double application, double store) {}

    void add(Target target, Line line) {
        List<Line> all = lines.get(target.name());
        if (all == null) {
            throw new IllegalArgumentException(target.name() + " is not part of this report");
        }
        all.add(line);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(title).append('\n');
        text.append(String.format(
                Locale.ROOT,
                "%-12s %10s %16s %9s %9s %12s %12s%n",
                "",
                "requests/s",
                "of the reference",
                "p50 ms",
                "p99 ms",
                "app µs/req",
                "store µs/req"));
        lines.forEach((name, all) -> text.append(String.format(
                Locale.ROOT,
                "%-12s %10.0f %16.2f %9.2f %9.2f %12.0f %12.0f%n",
                name,
                median(all, Line::perSecond),
                ratio(all),
                median(all, Line::p50),
                median(all, Line::p99),
                median(all, Line::application),
                median(all, Line::store))));
        return text.toString();
    }

    private double ratio(List<Line> all) {
        List<Line> reference = lines.getOrDefault(REFERENCE, List.of());
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            ratios.add(all.get(i).perSecond() / reference.get(i).perSecond());
        }
        return median(ratios);
    }

    private static double median(List<Line> all, ToDoubleFunction<Line> value) {
        return median(all.stream().map(value::applyAsDouble).toList());
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
