package io.github.idempotency.spring.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.github.idempotency.CallRejectedException;
import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.WhenAbandoned;
import io.github.idempotency.WhenFails;
import io.github.idempotency.WhenInProgress;
import io.github.idempotency.WhenStoreFails;
import io.github.idempotency.engine.Ending;
import io.github.idempotency.engine.EngineEvent;
import io.github.idempotency.spring.Idempotent;
import io.github.idempotency.spring.IdempotentCall;
import io.github.idempotency.spring.scene.Scene;
import io.github.idempotency.store.UnreadableRecordException;
import io.github.idempotency.test.FlakyStore.Verb;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every way a call can go is to be seen in the meters, under the name of its operation. */
class MeteringListenerTests {

    static class Shop {
        @Idempotent(key = "#id", operation = "place", fingerprint = "#request")
        public Object place(String id, String request, Supplier<Object> inside) {
            return inside.get();
        }

        @Idempotent(key = "#id", operation = "hold", whenFails = WhenFails.HOLD)
        public Object hold(String id, Supplier<Object> inside) {
            return inside.get();
        }

        @Idempotent(key = "#id", operation = "proceed", whenStoreFails = WhenStoreFails.PROCEED)
        public Object proceed(String id, Supplier<Object> inside) {
            return inside.get();
        }

        @Idempotent(key = "#id", operation = "patient", whenInProgress = WhenInProgress.WAIT, maxWait = "10s")
        public Object patient(String id, Supplier<Object> inside) {
            return inside.get();
        }

        @Idempotent(key = "#id", operation = "brief", lease = "100ms", whenAbandoned = WhenAbandoned.REEXECUTE)
        public Object brief(String id, Supplier<Object> inside) {
            return inside.get();
        }
    }

    private final Scene scene = Scene.of(Shop.class);
    private final Shop shop = scene.bean(Shop.class);

    @AfterEach
    void stop() {
        scene.close();
    }

    private double requests(String operation, String outcome) {
        return scene.meters()
                .get("idempotency.requests")
                .tags("operation", operation, "outcome", outcome)
                .timer()
                .count();
    }

    private double counter(String name, String operation) {
        return scene.meters().get(name).tag("operation", operation).counter().count();
    }

    private double gauge(String name) {
        return scene.meters().get(name).gauge().value();
    }

    private long times(String name, String operation, boolean failed) {
        return scene.meters()
                .get(name)
                .tags("operation", operation, "failed", String.valueOf(failed))
                .timer()
                .count();
    }

    private static Object failing() {
        throw new IllegalStateException("failing");
    }

    @Test
    void executedAndReplayed() {
        shop.place("a", "x", () -> 1);
        shop.place("a", "x", () -> 1);
        shop.place("a", "x", () -> 1);

        assertThat(requests("place", "executed")).isEqualTo(1);
        assertThat(requests("place", "replayed")).isEqualTo(2);
        assertThat(gauge("idempotency.duplicate.rate")).isEqualTo(2.0 / 3);
        assertThat(times("idempotency.lookup", "place", false)).isEqualTo(3);
        assertThat(times("idempotency.store.complete", "place", false)).isEqualTo(1);
    }

    @Test
    void stepsAreCountedForThemselvesAndDoNotThinTheDuplicateRate() {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> shop.place("a", "x", () -> {
                    scene.template().step("first", () -> {});
                    return failing();
                }));
        shop.place("a", "x", () -> {
            scene.template().step("first", () -> {});
            return 1;
        });
        shop.place("a", "x", () -> 1);

        assertThat(requests("place#step", "executed")).isEqualTo(1);
        assertThat(requests("place#step", "replayed")).isEqualTo(1);
        assertThat(gauge("idempotency.duplicate.rate")).isEqualTo(1.0 / 3);
    }

    @Test
    void reusedKeys() {
        shop.place("a", "x", () -> 1);
        assertRejected(() -> shop.place("a", "y", () -> 1));

        assertThat(requests("place", "idempotency-key-reused")).isEqualTo(1);
        assertThat(counter("idempotency.key.collisions", "place")).isEqualTo(1);
        assertThat(gauge("idempotency.duplicate.rate")).isZero();
    }

    @Test
    void callsInFlight() {
        shop.place("a", "x", () -> {
            assertThat(gauge("idempotency.in.flight")).isEqualTo(1);
            shop.hold("b", () -> {
                assertThat(gauge("idempotency.in.flight")).isEqualTo(2);
                return 1;
            });
            return 1;
        });
        assertRejected(() -> shop.place("a", "y", () -> 1));
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> shop.place("c", "x", MeteringListenerTests::failing));

        assertThat(gauge("idempotency.in.flight")).isZero();
    }

    @Test
    void theOldestCallInFlight() {
        assertThat(gauge("idempotency.in.flight.oldest")).isZero();
        shop.place("a", "x", () -> {
            await().atMost(Duration.ofSeconds(10)).until(() -> gauge("idempotency.in.flight.oldest") > 0.05);
            return 1;
        });

        assertThat(gauge("idempotency.in.flight.oldest")).isZero();
    }

    @Test
    void lookupsAreToldApartAroundAMillisecond() {
        shop.place("a", "x", () -> 1);

        assertThat(scene.meters()
                        .get("idempotency.lookup")
                        .tag("failed", "false")
                        .timer()
                        .takeSnapshot()
                        .histogramCounts())
                .extracting(bucket -> bucket.bucket(TimeUnit.MICROSECONDS))
                .contains(100.0, 500.0, 1_000.0, 2_000.0, 1_000_000.0);
    }

    @Test
    void sizesOfRecordedAnswers() {
        shop.place("a", "x", () -> "x".repeat(1_000));
        shop.place("a", "x", () -> 1);
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> shop.place("b", "x", MeteringListenerTests::failing));

        DistributionSummary sizes = scene.meters()
                .get("idempotency.response.size")
                .tag("operation", "place")
                .summary();
        assertThat(sizes.count()).isEqualTo(1);
        assertThat(sizes.max()).isBetween(1_000.0, 1_100.0);
        assertThat(sizes.getId().getBaseUnit()).isEqualTo("bytes");
    }

    @Test
    void callsThatWait() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        try {
            CompletableFuture<Object> first = CompletableFuture.supplyAsync(() -> shop.patient("a", () -> {
                inside.countDown();
                try {
                    return go.await(20, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }));
            assertThat(inside.await(10, TimeUnit.SECONDS)).isTrue();
            CompletableFuture<Object> second = CompletableFuture.supplyAsync(() -> shop.patient("a", () -> 2));
            await().atMost(Duration.ofSeconds(10)).until(() -> gauge("idempotency.waiting") == 1);
            go.countDown();

            assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo(true);
            assertThat(second.get(10, TimeUnit.SECONDS)).isEqualTo(true);
        } finally {
            go.countDown();
        }

        assertThat(gauge("idempotency.waiting")).isZero();
        Timer waits = scene.meters()
                .get("idempotency.waits")
                .tag("operation", "patient")
                .timer();
        assertThat(waits.count()).isEqualTo(1);
        assertThat(waits.totalTime(TimeUnit.NANOSECONDS)).isPositive();
    }

    @Test
    void releasedAndHeld() {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> shop.place("a", "x", MeteringListenerTests::failing));
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> shop.hold("a", MeteringListenerTests::failing));
        assertRejected(() -> shop.hold("a", () -> 1));
        shop.place("b", "x", () -> {
            IdempotentCall.current().orElseThrow().doNotRecord();
            return 1;
        });

        assertThat(requests("place", "released")).isEqualTo(2);
        assertThat(requests("hold", "held")).isEqualTo(1);
        assertThat(requests("hold", "outcome-unknown")).isEqualTo(1);
        assertThat(times("idempotency.store.release", "place", false)).isEqualTo(2);
    }

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

    private static void assertRejected(ThrowingCallable call) {
        assertThatExceptionOfType(CallRejectedException.class).isThrownBy(call);
    }
}
