package io.github.idempotency.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LockLimitTests {

    @Test
    void whoIsNotToWaitForTheKeyStillGetsPastTheDatabasesOwnShortLocks() {
        assertThat(LockLimit.millis(Duration.ZERO)).isEqualTo(50);
        assertThat(LockLimit.millis(Duration.ofMillis(-1))).isEqualTo(50);
        assertThat(LockLimit.millis(Duration.ofMillis(49))).isEqualTo(50);
    }

    @Test
    void aLongerWaitIsWhatItIsRoundedUp() {
        assertThat(LockLimit.millis(Duration.ofMillis(51))).isEqualTo(51);
        assertThat(LockLimit.millis(Duration.ofMillis(51).plusNanos(1))).isEqualTo(52);
        assertThat(LockLimit.seconds(Duration.ZERO)).isZero();
        assertThat(LockLimit.seconds(Duration.ofMillis(1))).isEqualTo(1);
    }

    @Test
    void noWaitIsLongerThanADay() {
        assertThat(LockLimit.millis(Duration.ofDays(1_000_000))).isEqualTo(86_400_000);
        assertThat(LockLimit.seconds(Duration.ofDays(1_000_000))).isEqualTo(86_400);
    }
}
