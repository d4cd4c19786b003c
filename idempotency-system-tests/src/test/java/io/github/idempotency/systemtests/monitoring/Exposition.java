package io.github.idempotency.systemtests.monitoring;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a scrape yields, in Prometheus' text format 0.0.4. Strict: what is not of the format is an error. */
final class Exposition {

    static final String CONTENT_TYPE = "text/plain;version=0.0.4;charset=utf-8";

    /** A line with a value. */
    record Sample(String name, Map<String, String> labels, double value) {}

    private static final String NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
    private static final Pattern HELP = Pattern.compile("# HELP (" + NAME + ") .*");
    private static final Pattern TYPE =
            Pattern.compile("# TYPE (" + NAME + ") (counter|gauge|summary|histogram|untyped)");
    private static final Pattern LABEL =
            Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\[\\\\\"n])*)\"(?:,|$)");
    private static final Pattern SAMPLE =
            Pattern.compile("(" + NAME + ")(?:\\{((?:[^\"}]|\"(?:[^\"\\\\]|\\\\.)*\")*)\\})? (\\S+)");
    private static final List<String> OF_SUMMARIES = List.of("_count", "_sum", "_bucket");

    private final List<Sample> samples = new ArrayList<>();
    private final Map<String, String> types = new HashMap<>();

    private Exposition() {}

    static Exposition parse(String text) {
        if (!text.endsWith("\n")) {
            throw new IllegalArgumentException("The last line does not end");
        }
        Exposition exposition = new Exposition();
        text.lines().filter(line -> !line.isEmpty()).forEach(exposition::read);
        return exposition;
    }

    private void read(String line) {
        Matcher type = TYPE.matcher(line);
        if (type.matches()) {
            if (types.put(type.group(1), type.group(2)) != null) {
                throw new IllegalArgumentException("A second type: " + line);
            }
        } else if (line.startsWith("#")) {
            if (!HELP.matcher(line).matches()) {
                throw new IllegalArgumentException("Neither help nor type: " + line);
            }
        } else {
            Matcher sample = SAMPLE.matcher(line);
            if (!sample.matches() || !isTyped(sample.group(1))) {
                throw new IllegalArgumentException("No sample of a known type: " + line);
            }
            String labels = sample.group(2);
            samples.add(new Sample(sample.group(1), pairs(labels == null ? "" : labels), number(sample.group(3))));
        }
    }

    private boolean isTyped(String name) {
        return types.containsKey(name)
                || OF_SUMMARIES.stream()
                        .filter(name::endsWith)
                        .map(suffix -> types.get(name.substring(0, name.length() - suffix.length())))
                        .anyMatch(type -> "summary".equals(type) || "histogram".equals(type));
    }

    private static Map<String, String> pairs(String text) {
        Map<String, String> labels = new TreeMap<>();
        Matcher matcher = LABEL.matcher(text);
        int position = 0;
        while (position < text.length()) {
            if (!matcher.find(position) || matcher.start() != position) {
                throw new IllegalArgumentException("No label: " + text.substring(position));
            }
            labels.put(matcher.group(1), matcher.group(2));
            position = matcher.end();
        }
        return labels;
    }

    private static double number(String text) {
        return text.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
    }

    /** The type of each family of metrics. */
    Map<String, String> types() {
        return types;
    }

    List<Sample> samples(String name) {
        return samples.stream().filter(sample -> sample.name().equals(name)).toList();
    }

    Set<String> labels(String name) {
        Set<String> labels = new HashSet<>();
        samples(name).forEach(sample -> labels.addAll(sample.labels().keySet()));
        return labels;
    }

    Set<String> values(String name, String label) {
        Set<String> values = new HashSet<>();
        samples(name).forEach(sample -> values.add(sample.labels().getOrDefault(label, "")));
        return values;
    }

    /** The sum of a metric's samples that have these labels, given as names and values in turn; 0 if there are none. */
    double sum(String name, String... labels) {
        return samples(name).stream()
                .filter(sample -> {
                    for (int i = 0; i < labels.length; i += 2) {
                        if (!labels[i + 1].equals(sample.labels().get(labels[i]))) {
                            return false;
                        }
                    }
                    return true;
                })
                .mapToDouble(Sample::value)
                .sum();
    }
}
