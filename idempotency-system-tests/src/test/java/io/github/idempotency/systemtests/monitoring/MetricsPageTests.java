package io.github.idempotency.systemtests.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.spring.observation.IdempotencyMeter;
import io.github.idempotency.spring.observation.IdempotencyObservation;
import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.Meter;
import io.micrometer.observation.Observation;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tables of {@code docs/metrics.md} against the documentation enums, and its sections against the alerts. */
class MetricsPageTests {

    private static final Pattern METER = Pattern.compile(
            "^\\| `(idempotency\\.[a-z.]+)` \\| `(idempotency_[a-z_]+)` \\| ([a-z ()]+) \\|([^|]*)\\| .+ \\|$",
            Pattern.MULTILINE);
    private static final Pattern CODE_ROW = Pattern.compile("^\\| `([a-z_.]+)` \\| [^|]+ \\|$", Pattern.MULTILINE);
    private static final Pattern ALERT = Pattern.compile("^### (\\w+)\\n\\n\\*(\\w+)\\.\\*", Pattern.MULTILINE);

    private final String page = Monitoring.text("docs/metrics.md");

    @Test
    void everyMeterIsThereWithItsNamesTypeAndTags() {
        Map<String, String> expected = new HashMap<>();
        for (IdempotencyMeter meter : IdempotencyMeter.values()) {
            expected.put(
                    meter.getName(),
                    Monitoring.prometheusName(meter) + ", " + type(meter) + ", " + names(meter.getKeyNames()));
        }
        String name = "idempotency.requests";
        expected.put(name, "idempotency_requests_seconds, timer (s), [error, operation, outcome]");
        expected.put(name + ".active", "idempotency_requests_active_seconds, timer (s), [operation]");

        assertThat(METER.matcher(page)
                        .results()
                        .collect(Collectors.toMap(row -> row.group(1), MetricsPageTests::described)))
                .isEqualTo(expected);
    }

    private static String described(MatchResult row) {
        List<String> tags = Stream.of(row.group(4).replaceAll("[` ]", "").split(","))
                .filter(tag -> !tag.isEmpty())
                .sorted()
                .toList();
        return row.group(2) + ", " + row.group(3) + ", " + tags;
    }

    private static String type(IdempotencyMeter meter) {
        if (meter.getType() == Meter.Type.TIMER) {
            return "timer (s)";
        }
        String type = meter.getType() == Meter.Type.DISTRIBUTION_SUMMARY
                ? "summary"
                : meter.getType().name().toLowerCase(Locale.ROOT);
        String unit = meter.getBaseUnit();
        return unit == null ? type : type + " (" + unit.replace("seconds", "s") + ")";
    }

    private static List<String> names(KeyName[] keys) {
        return Arrays.stream(keys).map(KeyName::asString).sorted().toList();
    }

    @Test
    void everyOutcomeIsExplained() {
        assertThat(codes("Outcomes are:")).containsExactlyInAnyOrderElementsOf(CallOutcomes.ofRuns());
    }

    @Test
    void everyTagAndEventOfASpanIsNamed() {
        IdempotencyObservation call = IdempotencyObservation.CALL;
        assertThat(codes("it has the tags"))
                .containsExactlyElementsOf(Arrays.stream(call.getHighCardinalityKeyNames())
                        .map(KeyName::asString)
                        .toList());
        assertThat(Arrays.stream(call.getEvents()).map(Observation.Event::getContextualName))
                .allSatisfy(event -> assertThat(page).contains("`" + event + "`"));
    }

    /** The first column of the table behind a sentence. */
    private List<String> codes(String sentence) {
        int start = page.indexOf(sentence);
        assertThat(start).as(sentence).isPositive();
        int end = page.indexOf("\n\n", page.indexOf("\n| ", start));
        return CODE_ROW.matcher(page.substring(start, end))
                .results()
                .map(row -> row.group(1))
                .toList();
    }

    @Test
    void everyAlertHasASectionThatBeginsWithItsSeverity() {
        assertThat(ALERT.matcher(page)
                        .results()
                        .map(section -> section.group(1) + " " + section.group(2))
                        .toList())
                .containsExactlyElementsOf(Alerts.rules()
                        .map(rule -> rule.name() + " " + rule.labels().get("severity"))
                        .toList());
    }
}
