package io.github.idempotency.systemtests.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.idempotency.CallRejectedException;
import io.github.idempotency.systemtests.http.Client;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Calls look the same whichever door they come through. */
@SpringBootTest(
        classes = ObservedApplication.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "server.address=127.0.0.1",
            "spring.main.banner-mode=off",
            "spring.application.name=observed",
            "spring.datasource.url=jdbc:h2:mem:${random.uuid};DB_CLOSE_DELAY=-1",
            "spring.flyway.enabled=false",
            "spring.liquibase.enabled=false",
            "spring.jpa.open-in-view=false",
            "idempotency.store=jdbc",
            "idempotency.jdbc.initialize-schema=always",
            "management.health.redis.enabled=false",
            "spring.autoconfigure.exclude="
                    + "org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration,"
                    + "org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration,"
                    + "org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration,"
                    + "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration,"
                    + "org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration"
        })
class ObservationTests {

    enum Door {
        HANDLER("handler", "/shop/handler"),
        HANDLER_IN_TRANSACTION("handler-same", "/shop/handler-in-transaction"),
        CALLABLE("callable", "/shop/callable"),
        FUTURE("future", "/shop/future"),
        BEAN("bean", ""),
        BEAN_IN_TRANSACTION("same", ""),
        TEMPLATE("template", "");

        private final String operation;
        private final String path;

        Door(String operation, String path) {
            this.operation = operation;
            this.path = path;
        }
    }

    @LocalServerPort
    private int port;

    @Autowired
    private ObservedShop shop;

    @Autowired
    private MeterRegistry meters;

    @Autowired
    private InMemorySpanExporter spans;

    private final String key = "secret-" + UUID.randomUUID();

    @BeforeEach
    void forget() {
        spans.reset();
    }

    /** @return whether the call was not refused */
    private boolean call(Door door, String body) {
        if (!door.path.isEmpty()) {
            return new Client(port)
                            .post(door.path)
                            .key(key)
                            .json("\"" + body + "\"")
                            .send()
                            .status()
                    == 200;
        }
        try {
            switch (door) {
                case BEAN -> shop.bean(key, body);
                case BEAN_IN_TRANSACTION -> shop.same(key, body);
                default -> shop.template(key, body);
            }
            return true;
        } catch (CallRejectedException e) {
            return false;
        }
    }

    private SpanData span(Door door, String outcome) {
        List<SpanData> found = await().until(
                        () -> spans.getFinishedSpanItems().stream()
                                .filter(it -> it.getName().equals("idempotent " + door.operation))
                                .filter(it -> outcome.equals(attribute(it, "outcome")))
                                .toList(),
                        it -> !it.isEmpty());
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private static String attribute(SpanData span, String name) {
        return span.getAttributes().get(AttributeKey.stringKey(name));
    }

    /** An answer is on its way before what was observed about it is. */
    private Map<String, List<String>> timed(Door door) {
        return await().until(
                        () -> meters.find("idempotency.requests").tag("operation", door.operation).timers().stream()
                                .filter(timer -> timer.count() == 1)
                                .collect(Collectors.toMap(
                                        timer -> String.valueOf(timer.getId().getTag("outcome")),
                                        timer -> timer.getId().getTags().stream()
                                                .map(Tag::getKey)
                                                .toList(),
                                        (one, other) -> one,
                                        TreeMap::new)),
                        it -> it.size() == 3);
    }

    @ParameterizedTest
    @EnumSource
    void everyDoorYieldsTheSameMetersAndSpans(Door door) {
        assertThat(call(door, "tea")).isTrue();
        String ranIn = shop.spanOfTheLastRun();
        assertThat(call(door, "tea")).isTrue();
        assertThat(call(door, "coffee")).isFalse();

        List<String> tags = List.of("error", "operation", "outcome");
        assertThat(timed(door)).isEqualTo(Map.of("executed", tags, "replayed", tags, "idempotency-key-reused", tags));
        SpanData executed = span(door, "executed");
        assertThat(executed.getSpanId()).as("the span of the user's code").isEqualTo(ranIn);
        assertThat(attribute(executed, "idempotency.attempt")).isEqualTo("1");
        assertThat(attribute(executed, "idempotency.store")).isEqualTo("jdbc");

        if (!door.path.isEmpty()) {
            assertIsPartOfARequest(executed, door.path);
        }

        SpanData replayed = span(door, "replayed");
        assertThat(replayed.getTraceId()).isNotEqualTo(executed.getTraceId());
        assertThat(replayed.getLinks())
                .extracting(LinkData::getSpanContext)
                .singleElement()
                .satisfies(link -> {
                    assertThat(link.getTraceId()).isEqualTo(executed.getTraceId());
                    assertThat(link.getSpanId()).isEqualTo(executed.getSpanId());
                });
        assertThat(attribute(replayed, "idempotency.recorded.trace_id")).isEqualTo(executed.getTraceId());
        assertThat(attribute(replayed, "idempotency.key")).isEqualTo(attribute(executed, "idempotency.key"));
        assertThat(span(door, "idempotency-key-reused").getLinks()).isEmpty();
        assertNothingGoesOn();
        assertNoKeyIsShown();
    }

    private void assertNothingGoesOn() {
        await().untilAsserted(() -> assertThat(
                        meters.get("idempotency.requests.active").longTaskTimers())
                .allSatisfy(timer -> {
                    assertThat(timer.activeTasks()).isZero();
                    assertThat(timer.getId().getTags()).extracting(Tag::getKey).containsExactly("operation");
                }));
        assertThat(meters.get("idempotency.in.flight").gauge().value()).isZero();
    }

    private void assertNoKeyIsShown() {
        assertThat(spans.getFinishedSpanItems())
                .isNotEmpty()
                .noneMatch(span -> span.toString().contains(key))
                .noneMatch(span -> span.toString().contains("secret-"));
        assertThat(meters.getMeters())
                .extracting(Meter::getId)
                .noneMatch(id -> id.toString().contains("secret-"));
    }

    private void assertIsPartOfARequest(SpanData call, String path) {
        SpanData request = await().until(
                        () -> spans.getFinishedSpanItems().stream()
                                .filter(it -> it.getSpanId().equals(call.getParentSpanId()))
                                .findFirst()
                                .orElse(null),
                        it -> it != null);
        assertThat(request.getName()).isEqualTo("http post " + path);
    }
}
