package io.github.idempotency.spring.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.WhenStoreFails;
import io.github.idempotency.spring.health.HealthReport.Status;
import io.github.idempotency.store.memory.InMemoryIdempotencyStore;
import io.github.idempotency.test.FlakyStore;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StorePulseTests {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5); // nanoTime may overflow
    private final StorePulse pulse = new StorePulse(nanos::get);

    @Test
    void atFirstNothingIsKnown() {
        assertThat(pulse.sinceAnswer()).isNull();
        assertThat(pulse.sinceFailure()).isNull();
        assertThat(pulse.failedLast()).isFalse();
    }

    @Test
    void itTellsHowLongAgoTheLastOneOfEachWas() {
        pulse.answer();
        pass(Duration.ofSeconds(3));
        pulse.failure();
        pass(Duration.ofSeconds(2));

        assertThat(pulse.sinceAnswer()).isEqualTo(Duration.ofSeconds(5));
        assertThat(pulse.sinceFailure()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void itTellsWhichOfTwoWasLastHoweverCloseTheyAre() {
        pass(Duration.ofSeconds(1));
        for (int i = 0; i < 3; i++) {
            pass(Duration.ofNanos(1));
            pulse.failure();
            assertThat(pulse.failedLast()).isTrue();
            pass(Duration.ofNanos(1));
            pulse.answer();
            assertThat(pulse.failedLast()).isFalse();
        }
    }

    @Test
    void aFailedCallCountsForHalfAMinuteAgainstAStoreThatCannotBeAsked() {
        StoreHealth blind = new StoreHealth(
                new FlakyStore(new InMemoryIdempotencyStore(10, 1_000, 1_000)), pulse, Duration.ofSeconds(1));
        pulse.failure();
        pass(Duration.ofSeconds(29));
        assertThat(blind.look(WhenStoreFails.REFUSE).get().status()).isEqualTo(Status.DOWN);
        pass(Duration.ofSeconds(1));
        assertThat(blind.look(WhenStoreFails.REFUSE).get().status()).isEqualTo(Status.UNKNOWN);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
