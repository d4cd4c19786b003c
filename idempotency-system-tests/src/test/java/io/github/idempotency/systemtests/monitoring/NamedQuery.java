package io.github.idempotency.systemtests.monitoring;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A query of the dashboard or of an alert; its name is its text in test reports.
 *
 * @param shownLabels labels of its results that a legend or a message refers to
 */
record NamedQuery(String name, PromQuery query, Set<String> shownLabels) {

    private static final Pattern SHOWN = Pattern.compile("\\{\\{ *(?:\\$labels\\.)?([a-z_]+) *}}");

    static NamedQuery of(String name, String expression, String legend) {
        return new NamedQuery(
                name,
                PromQuery.parse(expression),
                SHOWN.matcher(legend).results().map(found -> found.group(1)).collect(Collectors.toSet()));
    }

    @Override
    public String toString() {
        return name;
    }
}
