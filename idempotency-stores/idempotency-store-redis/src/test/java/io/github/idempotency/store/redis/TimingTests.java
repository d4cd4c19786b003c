package io.github.idempotency.store.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TimingTests {

    @Test
    void millisecondsAreRoundedUpSoThatNothingEndsEarly() {
        assertThat(millis(Duration.ofMillis(1500))).isEqualTo("1500");
        assertThat(millis(Duration.ofMillis(1500).plusNanos(1))).isEqualTo("1501");
        assertThat(millis(Duration.ofNanos(1))).isEqualTo("1");
    }

    @Test
    void nothingIsShorterThanRedisCanExpire() {
        assertThat(millis(Duration.ZERO)).isEqualTo("1");
        assertThat(millis(Duration.ofSeconds(-5))).isEqualTo("1");
        assertThat(millis(Duration.ofSeconds(Long.MIN_VALUE))).isEqualTo("1");
    }

    @Test
    void theLongestDurationCanStillBeAddedToAClockInADouble() {
        long longest = Long.parseLong(millis(Duration.ofSeconds(Long.MAX_VALUE, 999_999_999)));
        long inAThousandYears = Duration.ofDays(365_000).toMillis();

        assertThat(longest).isGreaterThan(inAThousandYears);
        assertThat(longest + inAThousandYears).isLessThan(1L << 53);
    }

    private static String millis(Duration duration) {
        return new String(Timing.millis(duration), US_ASCII);
    }
}
