package io.github.idempotency.systemtests.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * An answer as it came over the wire.
 *
 * @param status its status
 * @param lines its header lines in order, names as they were sent
 * @param body its body after transfer coding
 */
@SuppressWarnings("ArrayRecordComponent") // compared by its parts only
public record Reply(int status, List<Line> lines, byte[] body) {

    /** One header line. */
    public record Line(String name, String value) {}

    private static final String REPLAY_MARKER = "Idempotent-Replayed";

    private static final Set<String> PASSING = Set.of(
            "date",
            "connection",
            "keep-alive",
            "content-length",
            "transfer-encoding",
            "idempotent-replayed",
            StampFilters.OUTER.toLowerCase(Locale.ROOT),
            StampFilters.INNER.toLowerCase(Locale.ROOT));

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** The values of all lines of this name. */
    public List<String> headers(String name) {
        return lines.stream()
                .filter(line -> line.name().equalsIgnoreCase(name))
                .map(Line::value)
                .toList();
    }

    /** The value of the only line of this name. */
    public String header(String name) {
        List<String> values = headers(name);
        if (values.size() != 1) {
            throw new AssertionError("Expected one line " + name + " but there are " + values + " in " + this);
        }
        return values.get(0);
    }

    public boolean has(String name) {
        return !headers(name).isEmpty();
    }

    public boolean replayed() {
        return headers(REPLAY_MARKER).equals(List.of("true"));
    }

    /** Whether nothing at all says that this is a replay. */
    public boolean first() {
        return !has(REPLAY_MARKER);
    }

    /** The headers of the answer itself, without those of the connection and the moment: name to values in order. */
    Map<String, List<String>> answerHeaders() {
        Map<String, List<String>> kept = new TreeMap<>();
        for (Line line : lines) {
            String name = line.name().toLowerCase(Locale.ROOT);
            if (!PASSING.contains(name)) {
                kept.put(name, headers(name));
            }
        }
        return kept;
    }

    @Override
    public String toString() {
        return status + " " + lines + "\n" + text();
    }
}
