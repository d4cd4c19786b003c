package io.github.idempotency.spring.observation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.engine.Ending;
import io.github.idempotency.engine.EngineEvent;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class InFlightTests {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final InFlight calls = new InFlight(nanos::get);

    private void start(String key) {
        calls.started(new EngineEvent.Started("place", IdempotencyKey.of(key), 1));
    }

    private void end(String key) {
        calls.ended(new EngineEvent.Ended("place", IdempotencyKey.of(key), Ending.RECORDED, Ending.RECORDED, 0));
    }

    @Test
    void withoutCallsThereIsNoOldest() {
        assertThat(calls.count()).isZero();
        assertThat(calls.oldestNanos()).isZero();
    }

    @Test
    void theOldestIsTheOneThatBeganFirst() {
        start("a");
        nanos.addAndGet(10);
        start("b");
        nanos.addAndGet(10);
        assertThat(calls.count()).isEqualTo(2);
        assertThat(calls.oldestNanos()).isEqualTo(20);

        end("a");
        assertThat(calls.oldestNanos()).isEqualTo(10);
        end("b");
        assertThat(calls.oldestNanos()).isZero();
    }

    @Test
    void aCallThatWasTakenOverRunsTwice() {
        start("a");
        nanos.addAndGet(10);
        start("a");
        assertThat(calls.count()).isEqualTo(2);

        end("a");
        assertThat(calls.count()).isEqualTo(1);
        end("a");
        assertThat(calls.count()).isZero();
    }

    @Test
    void anEndWithoutABeginningIsIgnored() {
        end("a");

        assertThat(calls.count()).isZero();
    }
}
