package io.github.idempotency.spring.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DuplicateRateTests {

    private final AtomicLong nanos =
            new AtomicLong(Long.MAX_VALUE - Duration.ofSeconds(20).toNanos());
    private final DuplicateRate rate = new DuplicateRate(Duration.ofMinutes(5), nanos::get);

    private void pass(Duration duration) {
        nanos.addAndGet(duration.toNanos());
    }

    private void record(int calls, int duplicates) {
        for (int i = 0; i < calls; i++) {
            rate.record(i < duplicates);
        }
    }

    @Test
    void withoutCallsItIsZero() {
        assertThat(rate.value()).isZero();
    }

    @Test
    void itIsTheShareOfDuplicates() {
        record(8, 2);

        assertThat(rate.value()).isEqualTo(0.25);
    }

    @Test
    void callsOfAllSlicesCount() {
        record(3, 3);
        pass(Duration.ofMinutes(2));
        record(1, 0);
        pass(Duration.ofMinutes(2));

        assertThat(rate.value()).isEqualTo(0.75);
    }

    @Test
    void whatIsOlderThanTheWindowNoLongerCounts() {
        record(10, 10);
        pass(Duration.ofSeconds(289));
        record(10, 0);
        assertThat(rate.value()).isEqualTo(0.5);

        pass(Duration.ofSeconds(11));
        assertThat(rate.value()).isZero();
    }

    @Test
    void itFallsToZeroWhenNothingHappensAnyMore() {
        record(10, 10);

        pass(Duration.ofMinutes(5));

        assertThat(rate.value()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {300, 301, 600, 3_000, 300_000})
    void aSliceThatIsUsedAgainStartsAnew(long seconds) {
        record(10, 10);
        pass(Duration.ofSeconds(seconds));

        record(4, 1);

        assertThat(rate.value()).isEqualTo(0.25);
    }

    @Test
    void itOutlivesTheOverflowOfTheClock() {
        record(1, 1);
        pass(Duration.ofSeconds(40));
        assertThat(nanos.get()).isNegative();

        record(1, 0);

        assertThat(rate.value()).isEqualTo(0.5);
    }

    @Test
    void aTinyWindowWorks() {
        DuplicateRate tiny = new DuplicateRate(Duration.ofNanos(1), nanos::get);

        tiny.record(true);

        assertThat(tiny.value()).isEqualTo(1);
    }

    @Test
    void nothingIsLostBetweenThreads() throws InterruptedException {
        int threads = 8;
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        for (int i = 0; i < threads; i++) {
            boolean duplicate = i % 4 == 0;
            executor.submit(() -> {
                start.await();
                for (int n = 0; n < 10_000; n++) {
                    rate.record(duplicate);
                }
                return null;
            });
        }
        start.countDown();
        executor.shutdown();
        assertThat(executor.awaitTermination(30, TimeUnit.SECONDS)).isTrue();

        assertThat(rate.value()).isEqualTo(0.25, within(1e-9));
    }
}
