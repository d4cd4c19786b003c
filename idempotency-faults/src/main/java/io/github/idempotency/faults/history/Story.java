package io.github.idempotency.faults.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Tells what is wrong with one key so that a person sees it: the point, and all that is known in the order of time. */
final class Story {

    private static final int MOST_LINES = 40;
    private static final double NANOS_PER_MILLI = 1_000_000;

    private record Line(long nanos, boolean marked, String text) {}

    private final List<Line> lines = new ArrayList<>();
    private final Set<Object> marked;
    private final long start;

    private Story(Evidence evidence, List<?> marked) {
        this.marked = new HashSet<>(marked);
        this.start = evidence.firstNanos();
        evidence.calls().forEach(this::add);
        evidence.effects().forEach(this::add);
        evidence.outagesAround().forEach(this::add);
        lines.sort(Comparator.comparingLong(Line::nanos));
    }

    /** @param marked the calls and effects that show it; they get a star */
    static String of(String point, Evidence evidence, List<?> marked) {
        return point + new Story(evidence, marked).text();
    }

    private void add(Call call) {
        lines.add(new Line(
                call.sentNanos(),
                marked.contains(call),
                "%s .. %s  call to %s: %s"
                        .formatted(
                                time(call.sentNanos()), time(call.endedNanos()), call.process(), told(call.answer()))));
    }

    private void add(Effect effect) {
        String when = effect.nanos() == 0 ? "at an unknown time" : time(effect.nanos());
        lines.add(new Line(
                effect.nanos() == 0 ? start : effect.nanos(),
                marked.contains(effect),
                when + "  effect " + effect.effect() + " by " + effect.process()));
    }

    private void add(Outage outage) {
        lines.add(new Line(
                outage.fromNanos(),
                false,
                "%s .. %s  outage of %s: %s"
                        .formatted(time(outage.fromNanos()), time(outage.toNanos()), outage.target(), outage.what())));
    }

    private static String told(Answer answer) {
        if (answer instanceof Answer.Success success) {
            return "%s %d, effect %s, digest %s, names %s / %s"
                    .formatted(
                            success.replayed() ? "replay" : "executed",
                            success.status(),
                            success.effect(),
                            success.digest()
                                    .substring(0, Math.min(12, success.digest().length())),
                            success.namedCaller(),
                            success.namedKey());
        }
        if (answer instanceof Answer.Refused refused) {
            return "refused " + refused.status() + " " + refused.problem();
        }
        return "no answer, " + ((Answer.None) answer).why();
    }

    private String time(long nanos) {
        return String.format(Locale.ROOT, "%.3f ms", (nanos - start) / NANOS_PER_MILLI);
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        int unmarked = MOST_LINES - (int) lines.stream().filter(Line::marked).count();
        int left = 0;
        for (Line each : lines) {
            if (each.marked() || unmarked-- > 0) {
                text.append(System.lineSeparator())
                        .append(each.marked() ? "  * " : "    ")
                        .append(each.text());
            } else {
                left++;
            }
        }
        return left == 0 ? text.toString() : text + System.lineSeparator() + "    and " + left + " more";
    }
}
