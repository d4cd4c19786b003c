package io.github.idempotency.spring.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.engine.Ending;
import io.github.idempotency.engine.EngineEvent;
import io.github.idempotency.store.UnreadableRecordException;
import io.github.idempotency.test.FlakyStore.Verb;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What meters say when something is wrong. */
class TroubleMetersTests extends MeteredShop {

    @Test
    void missingAndInvalidKeys() {
        assertRejected(() -> shop.place(null, "x", () -> 1));
        assertRejected(() -> scene.template().withOperation("step").run(" ", () -> {}));

        assertThat(requests("place", "idempotency-key-missing")).isEqualTo(1);
        assertThat(requests("step", "idempotency-key-missing")).isEqualTo(1);
        assertThat(gauge("idempotency.duplicate.rate")).isZero();
    }

    @Test
    void answersThatCannotBeRecorded() {
        shop.place("a", "x", Object::new);
        assertRejected(() -> shop.place("a", "x", () -> 1));

        assertThat(requests("place", "executed")).isEqualTo(1);
        assertThat(requests("place", "answer-not-recorded")).isEqualTo(1);
        assertThat(gauge("idempotency.duplicate.rate")).isEqualTo(0.5);
    }

    @Test
    void aStoreThatIsDown() {
        scene.store().on(Verb.CLAIM).always().refuse();
        assertRejected(() -> shop.place("a", "x", () -> 1));
        shop.proceed("a", () -> 1);

        assertThat(requests("place", "store-unavailable")).isEqualTo(1);
        assertThat(requests("proceed", "unprotected")).isEqualTo(1);
        assertThat(times("idempotency.lookup", "place", true)).isPositive();
        assertThat(gauge("idempotency.in.flight")).isZero();
        assertThat(gauge("idempotency.duplicate.rate")).isZero();
    }

    @Test
    void anUnreadableRecord() {
        scene.store().on(Verb.CLAIM).failWith(() -> new UnreadableRecordException("corrupt", null));
        assertRejected(() -> shop.place("a", "x", () -> 1));

        assertThat(requests("place", "record-unreadable")).isEqualTo(1);
        assertThat(counter("idempotency.records.unreadable", "place")).isEqualTo(1);
    }

    @Test
    void alertingMetersAreThereFromTheFirstCall() {
        shop.place("a", "x", () -> 1);

        for (String name : new String[] {
            "idempotency.key.collisions",
            "idempotency.leases.lost",
            "idempotency.leases.taken.over",
            "idempotency.records.unreadable",
            "idempotency.endings.late"
        }) {
            assertThat(counter(name, "place")).isZero();
        }
        for (String verb : new String[] {"lookup", "store.complete", "store.renew", "store.release"}) {
            assertThat(times("idempotency." + verb, "place", true)).isZero();
        }
    }

    @Test
    void lostAndTakenOverLeases() {
        scene.store().on(Verb.RENEW).always().refuse();
        shop.brief("a", () -> {
            // This owner goes silent; another caller, on a thread of its own, takes over.
            await().atMost(Duration.ofSeconds(10))
                    .ignoreExceptions()
                    .until(() -> shop.brief("a", () -> 1).equals(1));
            return 2;
        });

        assertThat(requests("brief", "lost")).isEqualTo(1);
        assertThat(requests("brief", "executed")).isEqualTo(1);
        assertThat(counter("idempotency.leases.lost", "brief")).isEqualTo(1);
        assertThat(counter("idempotency.leases.taken.over", "brief")).isEqualTo(1);
        assertThat(gauge("idempotency.in.flight")).isZero();
    }

    @Test
    void outcomesThatReachTheStoreLate() {
        MeterRegistry registry = new SimpleMeterRegistry();
        MeteringListener listener = new MeteringListener(registry, Duration.ofMinutes(5));
        IdempotencyKey key = IdempotencyKey.of("a");

        listener.onEvent(new EngineEvent.Started("place", key, 1));
        listener.onEvent(new EngineEvent.Ended("place", key, Ending.DEFERRED, Ending.RECORDED, 0));
        listener.onEvent(new EngineEvent.Started("free", key, 1));
        listener.onEvent(new EngineEvent.Ended("free", key, Ending.DEFERRED, Ending.RELEASED, 0));
        listener.onEvent(new EngineEvent.EndedLate("place", key, Ending.RECORDED));
        listener.onEvent(new EngineEvent.EndedLate("place", key, Ending.ABANDONED));

        assertThat(registry.get("idempotency.in.flight").gauge().value()).isZero();
        assertThat(registry.get("idempotency.endings.late")
                        .tags("operation", "place", "outcome", "recorded")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("idempotency.endings.late")
                        .tags("operation", "place", "outcome", "abandoned")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void operationsBeyondTheFirstThousandShareTheirMeters() {
        MeterRegistry registry = new SimpleMeterRegistry();
        MeteringListener listener = new MeteringListener(registry, Duration.ofMinutes(5));
        for (int i = 0; i < 1_010; i++) {
            listener.onEvent(new EngineEvent.LeaseLost("call-" + i, IdempotencyKey.of("a")));
        }
        listener.onEvent(new EngineEvent.LeaseLost("call-999", IdempotencyKey.of("a")));

        assertThat(registry.find("idempotency.leases.lost").counters()).hasSize(1_001);
        assertThat(registry.get("idempotency.leases.lost")
                        .tag("operation", "call-999")
                        .counter()
                        .count())
                .isEqualTo(2);
        assertThat(registry.get("idempotency.leases.lost")
                        .tag("operation", "(others)")
                        .counter()
                        .count())
                .isEqualTo(10);
    }
}
