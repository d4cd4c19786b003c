package io.github.idempotency.spring.observation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.engine.Ending;
import io.github.idempotency.engine.EngineEvent;
import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the enums document is what is registered. */
class DocumentationTests {

    private final MeterRegistry registry = new SimpleMeterRegistry();

    @BeforeEach
    void measure() {
        MeteringListener listener = new MeteringListener(registry, Duration.ofMinutes(5));
        listener.onEvent(new EngineEvent.EndedLate("place", IdempotencyKey.of("a"), Ending.RECORDED));
        new PurgeMeters(registry, "jdbc");
    }

    @ParameterizedTest
    @EnumSource
    void everyDocumentedMeterExists(IdempotencyMeter documented) {
        List<Meter.Id> meters = registry.get(documented.getName()).meters().stream()
                .map(Meter::getId)
                .toList();

        assertThat(meters).isNotEmpty().allSatisfy(id -> {
            assertThat(id.getType()).isEqualTo(documented.getType());
            assertThat(id.getDescription()).isEqualTo(documented.description());
            assertThat(id.getTags())
                    .extracting(Tag::getKey)
                    .containsExactlyInAnyOrderElementsOf(Arrays.stream(documented.getKeyNames())
                            .map(KeyName::asString)
                            .toList());
            if (documented.getBaseUnit() != null) {
                assertThat(id.getBaseUnit()).isEqualTo(documented.getBaseUnit());
            }
        });
    }

    @Test
    void everyMeterIsDocumented() {
        // A simple registry shows the buckets of a histogram as gauges of their own.
        assertThat(registry.getMeters().stream()
                        .map(it -> it.getId().getName())
                        .filter(name -> !name.endsWith(".histogram")))
                .isSubsetOf(Arrays.stream(IdempotencyMeter.values())
                        .map(IdempotencyMeter::getName)
                        .toList());
    }
}
