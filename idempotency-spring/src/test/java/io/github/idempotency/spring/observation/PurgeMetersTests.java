package io.github.idempotency.spring.observation;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PurgeMetersTests {

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final PurgeMeters meters = new PurgeMeters(registry, "jdbc");

    private Timer batches(boolean failed) {
        return registry.get("idempotency.purge")
                .tags("store", "jdbc", "failed", Boolean.toString(failed))
                .timer();
    }

    @Test
    void theyAreThereBeforeTheFirstRemoval() {
        assertThat(batches(false).count()).isZero();
        assertThat(batches(true).count()).isZero();
        assertThat(registry.get("idempotency.purge.records").counter().count()).isZero();
    }

    @Test
    void batchesAndRecordsAreCounted() {
        meters.purged(500, 1_000, false);
        meters.purged(7, 3_000, false);
        meters.purged(0, 9_000, true);

        assertThat(batches(false).count()).isEqualTo(2);
        assertThat(batches(false).totalTime(TimeUnit.NANOSECONDS)).isEqualTo(4_000);
        assertThat(batches(true).count()).isEqualTo(1);
        assertThat(registry.get("idempotency.purge.records")
                        .tag("store", "jdbc")
                        .counter()
                        .count())
                .isEqualTo(507);
    }
}
