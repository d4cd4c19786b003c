package io.github.idempotency.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

class MicrosTests {

    @Test
    void nothingEndsEarly() {
        assertThat(Micros.of(Duration.ofNanos(1))).isEqualTo(1);
        assertThat(Micros.of(Duration.ofNanos(1_000))).isEqualTo(1);
        assertThat(Micros.of(Duration.ofNanos(1_001))).isEqualTo(2);
        assertThat(Micros.of(Duration.ofSeconds(1).minusNanos(1))).isEqualTo(1_000_000);
    }

    @Test
    void theLongestDurationLeavesRoomForThePresent() {
        long longest = Micros.of(ChronoUnit.FOREVER.getDuration());

        assertThat(Duration.of(longest, ChronoUnit.MICROS)).isGreaterThan(Duration.ofDays(300_000));
        assertThat(longest).isLessThan(Long.MAX_VALUE / 100);
    }

    @Test
    void whatIsOverHasNothingLeft() {
        assertThat(Micros.toDuration(-5)).isEqualTo(Duration.ZERO);
        assertThat(Micros.toDuration(1_500)).isEqualTo(Duration.ofNanos(1_500_000));
    }
}
