package io.github.idempotency.systemtests.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.spring.observation.IdempotencyMeter;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The dashboard is one that Grafana can import and that people can read. */
class DashboardTests {

    private static final int WIDTH = 24;

    private final Dashboard dashboard = new Dashboard();

    static Stream<JsonNode> panels() {
        return new Dashboard().panels().stream();
    }

    @Test
    void itHasWhatAnImportNeeds() {
        JsonNode json = dashboard.json();
        assertThat(json.get("uid").asString()).isEqualTo("idempotency");
        assertThat(json.get("title").asString()).isNotBlank();
        assertThat(json.get("id").isNull()).as("no id of another Grafana").isTrue();
        assertThat(json.get("schemaVersion").asInt()).isGreaterThanOrEqualTo(39);
        assertThat(dashboard.variables())
                .extracting(variable -> variable.get("name").asString())
                .containsExactly("datasource", "application", "instance", "operation");
    }

    @Test
    void panelsAreDistinctAndDoNotOverlap() {
        Set<String> cells = new HashSet<>();
        Set<Integer> ids = new HashSet<>();
        for (JsonNode panel : dashboard.json().get("panels")) {
            assertThat(ids.add(panel.get("id").asInt())).as("unique id").isTrue();
            JsonNode place = panel.get("gridPos");
            int x = place.get("x").asInt();
            int y = place.get("y").asInt();
            assertThat(x + place.get("w").asInt()).isLessThanOrEqualTo(WIDTH);
            for (int column = x; column < x + place.get("w").asInt(); column++) {
                for (int line = y; line < y + place.get("h").asInt(); line++) {
                    assertThat(cells.add(column + "/" + line))
                            .as(panel.get("title").asString())
                            .isTrue();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("panels")
    void everyPanelSaysWhatItShowsAndInWhichUnit(JsonNode panel) {
        assertThat(panel.get("title").asString()).isNotBlank();
        assertThat(panel.get("description").asString())
                .as(panel.get("title").asString())
                .hasSizeGreaterThan(30);
        assertThat(panel.get("fieldConfig").get("defaults").get("unit").asString())
                .isNotBlank();
        assertThat(panel.get("targets"))
                .isNotEmpty()
                .allSatisfy(
                        target -> assertThat(target.get("datasource").get("uid").asString())
                                .isEqualTo("${datasource}"));
    }

    @ParameterizedTest
    @EnumSource
    void everyMeterIsShown(IdempotencyMeter meter) {
        List<String> shown = dashboard
                .queries()
                .flatMap(query -> query.query().selectors().stream())
                .map(selector -> selector.metric().replaceAll("_(bucket|count|sum|max)$", ""))
                .toList();
        assertThat(shown).contains(Monitoring.prometheusName(meter));
    }
}
