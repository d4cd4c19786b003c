package io.github.idempotency.spring.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.github.idempotency.spring.IdempotentCall;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Every way a call can go is to be seen in the meters, under the name of its operation. */
class MeteringListenerTests extends MeteredShop {

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
}
