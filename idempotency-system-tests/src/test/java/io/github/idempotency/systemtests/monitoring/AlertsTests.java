package io.github.idempotency.systemtests.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What whoever is woken up by a rule gets to read. */
class AlertsTests {

    private static final int SHORTEST_ADVICE = 150;

    static Stream<Alerts.Rule> rules() {
        return Alerts.rules();
    }

    @Test
    void namesAreUnique() {
        assertThat(rules().map(Alerts.Rule::name)).hasSizeGreaterThan(10).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void everyRuleSaysWhatHasHappenedAndWhatToDo(Alerts.Rule rule) {
        assertThat(rule.name()).matches("Idempotency[A-Z]\\w+");
        assertThat(rule.after()).matches("\\d+[smh]");
        assertThat(rule.labels().get("severity")).isIn("critical", "warning");
        assertThat(rule.annotations()).containsOnlyKeys("summary", "description", "runbook_url");
        assertThat(rule.annotations().get("summary")).isNotBlank();
        assertThat(rule.annotations().get("description")).hasSizeGreaterThan(SHORTEST_ADVICE);
        // The page of the same name ships in docs/, with a section per rule: see MetricsPageTests.
        assertThat(rule.annotations())
                .containsEntry(
                        "runbook_url",
                        "https://idempotency.github.io/metrics#" + rule.name().toLowerCase(Locale.ROOT));
    }
}
