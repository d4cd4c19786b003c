package io.github.idempotency.systemtests.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.idempotency.spring.observation.IdempotencyMeter;
import io.github.idempotency.systemtests.monitoring.PromQuery.Condition;
import io.github.idempotency.systemtests.monitoring.PromQuery.Selector;
import io.micrometer.common.docs.KeyName;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The queries of the dashboard and of the alerts, against a scrape of the running sample shop. */
class PrometheusIT {

    /** Prometheus itself adds these to everything it scrapes. */
    private static final Set<String> OF_THE_TARGET = Set.of("instance", "job");

    private static final Map<String, List<String>> TYPES = Map.of(
            "TIMER", List.of("summary", "histogram"),
            "DISTRIBUTION_SUMMARY", List.of("summary"),
            "COUNTER", List.of("counter"),
            "GAUGE", List.of("gauge"));

    private static ScrapedShop shop;
    private static Exposition during;
    private static HttpResponse<String> response;
    private static Exposition scrape;

    @BeforeAll
    static void payAndScrape() throws IOException {
        shop = ScrapedShop.start();
        during = shop.pay();
        response = shop.afterAllCalls();
        scrape = Exposition.parse(response.body());
    }

    @AfterAll
    static void stop() {
        if (shop != null) {
            shop.close();
        }
    }

    static Stream<NamedQuery> queries() {
        return Stream.concat(new Dashboard().queries(), Alerts.rules().map(Alerts.Rule::query));
    }

    @Test
    void theScrapeIsOfTheFormatOfPrometheus() {
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue(Exposition.CONTENT_TYPE);
        assertThat(response.body()).doesNotContain(shop.key()).doesNotContain("scraped");
    }

    @ParameterizedTest
    @MethodSource("queries")
    void everyQueryAsksForWhatIsThere(NamedQuery query) {
        Set<String> common = null;
        for (Selector selector : query.query().selectors()) {
            assertThat(scrape.samples(selector.metric())).as(selector.metric()).isNotEmpty();
            Set<String> labels = new HashSet<>(scrape.labels(selector.metric()));
            labels.addAll(OF_THE_TARGET);
            assertThat(selector.conditions()).allSatisfy(condition -> {
                assertThat(labels).as(selector.metric()).contains(condition.label());
                assertThat(possible(selector, condition)).containsAll(condition.values());
            });
            assertThat(labels).as(selector.metric()).containsAll(query.query().groupings());
            common = common == null ? labels : common;
            common.retainAll(labels);
        }
        assertThat(query.query().groupings().isEmpty() ? common : query.query().groupings())
                .as("labels of the result")
                .containsAll(query.shownLabels());
    }

    /** Rare outcomes of calls have no sample until they happen, so their names come from the code. */
    private static Set<String> possible(Selector selector, Condition condition) {
        boolean ofCalls = selector.metric().startsWith("idempotency_requests_seconds");
        return ofCalls && condition.label().equals("outcome")
                ? CallOutcomes.all()
                : scrape.values(selector.metric(), condition.label());
    }

    /** Rare ones, too: a counter that begins with its first event hides that from every alert. */
    @ParameterizedTest
    @EnumSource
    void everyDocumentedMeterIsThereFromTheFirstCallOn(IdempotencyMeter meter) {
        String name = Monitoring.prometheusName(meter);
        assertThat(scrape.types().get(name))
                .as(name)
                .isIn(TYPES.get(meter.getType().name()));
        boolean plain = meter.getType().name().matches("COUNTER|GAUGE");
        for (String sample : plain ? List.of(name) : List.of(name + "_count", name + "_sum", name + "_max")) {
            assertThat(scrape.labels(sample)).as(sample).contains("application");
            assertThat(scrape.labels(sample))
                    .as(sample)
                    .containsAll(Arrays.stream(meter.getKeyNames())
                            .map(KeyName::asString)
                            .toList());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "idempotency_leases_lost_total",
                "idempotency_leases_taken_over_total",
                "idempotency_endings_late_total",
                "idempotency_records_unreadable_total"
            })
    void whatHasNotHappenedIsZero(String counter) {
        assertThat(scrape.samples(counter)).isNotEmpty().allMatch(sample -> sample.value() == 0);
    }

    @Test
    void lookupsAreToldApartAroundAMillisecond() {
        String bucket = "idempotency_lookup_seconds_bucket";
        String[] answered = {"operation", ScrapedShop.OPERATION, "failed", "false"};
        List<Double> limits = scrape.values(bucket, "le").stream()
                .filter(limit -> !limit.equals("+Inf"))
                .map(Double::valueOf)
                .sorted()
                .toList();
        assertThat(scrape.values(bucket, "le")).contains("0.001", "+Inf");
        assertThat(limits).contains(0.0005, 0.002).startsWith(0.0001).endsWith(1.0);
        assertThat(scrape.sum(bucket, "operation", ScrapedShop.OPERATION, "failed", "false", "le", "+Inf"))
                .isEqualTo(scrape.sum("idempotency_lookup_seconds_count", answered))
                .isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "executed",
                "replayed",
                "request-in-progress",
                "idempotency-key-reused",
                "idempotency-key-missing"
            })
    void everyCallIsCountedByItsOutcome(String outcome) {
        assertThat(scrape.sum(
                        "idempotency_requests_seconds_count",
                        "operation",
                        ScrapedShop.OPERATION,
                        "outcome",
                        outcome,
                        "error",
                        "none"))
                .isEqualTo(1);
    }

    @Test
    void theOtherMetersAgreeWithTheTraffic() {
        assertThat(scrape.sum("idempotency_key_collisions_total", "operation", ScrapedShop.OPERATION))
                .isEqualTo(1);
        assertThat(scrape.sum("idempotency_duplicate_rate")).isCloseTo(2.0 / 3, within(1e-9));
        assertThat(scrape.sum("idempotency_store_complete_seconds_count", "failed", "false"))
                .isEqualTo(1);
        assertThat(scrape.sum("idempotency_lookup_seconds_count", "failed", "true"))
                .isZero();
        assertThat(scrape.sum("idempotency_response_size_bytes_count")).isEqualTo(1);
        assertThat(scrape.sum("idempotency_response_size_bytes_sum")).isBetween(50.0, 1000.0);
        assertThat(during.sum("idempotency_in_flight")).isEqualTo(1);
        assertThat(during.sum("idempotency_in_flight_oldest_seconds")).isBetween(0.0, 60.0);
        assertThat(during.sum("idempotency_requests_active_seconds_count")).isEqualTo(1);
        assertThat(scrape.sum("idempotency_in_flight")).isZero();
        assertThat(scrape.sum("idempotency_in_flight_oldest_seconds")).isZero();
    }

    @Test
    void thePageShowsHowToLook() throws IOException {
        String command = "curl localhost:8080";
        List<String> commands = Monitoring.text("docs/metrics.md")
                .lines()
                .filter(line -> line.startsWith(command))
                .toList();
        assertThat(commands).hasSize(1);
        assertThat(shop.get(commands.get(0).substring(command.length())).body()).contains("idempotency_requests");
    }
}
