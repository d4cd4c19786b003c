package io.github.idempotency.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JoinedVerbsTests {

    /** A journey that took longer than a quarter of the timeout fails all who were in it. */
    @ParameterizedTest
    @ValueSource(longs = {8, 100, 300, 2_000, 60_000})
    void aLockLeavesTimeToTryEachCallAlone(long timeoutMillis) {
        Duration timeout = Duration.ofMillis(timeoutMillis);

        assertThat(JoinedVerbs.longestLock(timeout)).isPositive().isLessThan(timeout.dividedBy(4));
    }
}
