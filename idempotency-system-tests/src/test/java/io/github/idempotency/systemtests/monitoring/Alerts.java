package io.github.idempotency.systemtests.monitoring;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The shipped alerting rules. */
final class Alerts {

    /** One rule; absent parts are empty. */
    record Rule(
            String name, String expression, String after, Map<String, String> labels, Map<String, String> annotations) {

        NamedQuery query() {
            return NamedQuery.of("alert " + name, expression, String.join(" ", annotations.values()));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private Alerts() {}

    static Stream<Rule> rules() {
        Map<String, Object> file = map(
                new Yaml(new SafeConstructor(new LoaderOptions())).load(Monitoring.text("docs/monitoring/alerts.yml")));
        return list(file.get("groups"))
                .flatMap(group -> list(map(group).get("rules")))
                .map(rule -> {
                    Map<String, Object> fields = map(rule);
                    return new Rule(
                            text(fields.get("alert")),
                            text(fields.get("expr")),
                            text(fields.get("for")),
                            texts(fields.get("labels")),
                            texts(fields.get("annotations")));
                });
    }

    private static String text(Object value) {
        return value instanceof String text ? text : "";
    }

    private static Stream<?> list(Object value) {
        return ((List<?>) value).stream();
    }

    @SuppressWarnings("unchecked") // keys of these files are names
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked") // as above
    private static Map<String, String> texts(Object value) {
        return (Map<String, String>) value;
    }
}
