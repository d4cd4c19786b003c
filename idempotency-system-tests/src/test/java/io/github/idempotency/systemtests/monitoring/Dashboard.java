package io.github.idempotency.systemtests.monitoring;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The shipped dashboard. */
final class Dashboard {

    private static final Pattern VALUES = Pattern.compile("label_values\\((.+), ([a-z]+)\\)");

    private final JsonNode json =
            JsonMapper.shared().readTree(Monitoring.text("docs/monitoring/grafana-dashboard.json"));

    JsonNode json() {
        return json;
    }

    /** Panels that show something, as opposed to the headings between them. */
    List<JsonNode> panels() {
        return json.get("panels")
                .valueStream()
                .filter(panel -> !panel.get("type").asString().equals("row"))
                .toList();
    }

    List<JsonNode> variables() {
        return json.get("templating").get("list").valueStream().toList();
    }

    Stream<NamedQuery> queries() {
        return Stream.concat(panels().stream().flatMap(Dashboard::queries), variableQueries());
    }

    private static Stream<NamedQuery> queries(JsonNode panel) {
        List<NamedQuery> queries = new ArrayList<>();
        for (JsonNode target : panel.get("targets")) {
            queries.add(NamedQuery.of(
                    "panel " + panel.get("title").asString(),
                    plain(target.get("expr").asString()),
                    target.get("legendFormat").asString()));
        }
        return queries.stream();
    }

    private Stream<NamedQuery> variableQueries() {
        return variables().stream()
                .filter(variable -> variable.get("type").asString().equals("query"))
                .map(variable -> {
                    String text = variable.get("query").get("query").asString();
                    Matcher values = VALUES.matcher(text);
                    if (!values.matches()) {
                        throw new IllegalArgumentException("Not understood: " + text);
                    }
                    return NamedQuery.of(
                            "variable " + variable.get("name").asString(),
                            plain(values.group(1)),
                            "{{" + values.group(2) + "}}");
                });
    }

    /** As Grafana sends it where everything is selected. */
    private static String plain(String expression) {
        return expression
                .replace("[$__rate_interval]", "[5m]")
                .replace("[$__range]", "[3h]")
                .replaceAll("\"\\$(application|instance|operation)\"", "\".*\"");
    }
}
