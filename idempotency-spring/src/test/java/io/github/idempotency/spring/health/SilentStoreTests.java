package io.github.idempotency.spring.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.WhenStoreFails;
import io.github.idempotency.engine.EngineEvent;
import io.github.idempotency.engine.EngineEvent.StoreVerb;
import io.github.idempotency.engine.EngineRegistry;
import io.github.idempotency.engine.EngineSettings;
import io.github.idempotency.engine.IdempotencyEngine;
import io.github.idempotency.spring.health.HealthReport.Status;
import io.github.idempotency.spring.operation.IdempotentOperation;
import io.github.idempotency.spring.scene.Engines;
import io.github.idempotency.store.StoreUnavailableException;
import java.net.ConnectException;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Stores of which nothing is heard, which may be gone or only busy. */
class SilentStoreTests {

    private static final Duration SOON = Duration.ofMillis(300);

    private final AtomicLong nanos = new AtomicLong();
    private final StorePulses pulses = new StorePulses(nanos::get);
    private final AskedStore store = new AskedStore();
    private final AskedStore other = new AskedStore();

    @AfterEach
    void openTheGates() {
        store.gate.countDown();
        other.gate.countDown();
    }

    @Test
    void itIsUnknownAndAskedOnlyOnceHoweverManyWantToKnow() {
        store.hangs = true;
        StoresHealth health = health(SOON, store);
        List<CompletableFuture<HealthReport>> reports = Stream.generate(
                        () -> CompletableFuture.supplyAsync(health::report))
                .limit(4)
                .toList();
        assertThat(reports).extracting(report -> report.join().status()).containsOnly(Status.UNKNOWN);
        assertThat(store.asked).hasValue(1);

        store.gate.countDown();
        await().until(() -> health.report().status() == Status.UP);
    }

    @Test
    void itIsDownAfterHalfAMinuteAndUpAsSoonAsItAnswers() {
        store.hangs = true;
        StoresHealth health = health(SOON, store);
        assertThat(health.report().status()).isEqualTo(Status.UNKNOWN);
        pass(Duration.ofSeconds(29));
        assertThat(health.report().status()).isEqualTo(Status.UNKNOWN);
        pass(Duration.ofSeconds(1));
        assertThat(health.report().status()).isEqualTo(Status.DOWN);

        store.gate.countDown();
        await().until(() -> health.report().status() == Status.UP);
    }

    @Test
    void anAnsweredCallOutweighsAQuestionThatHangs() {
        store.hangs = true;
        StoresHealth health = health(SOON, store);
        health.report();
        pass(Duration.ofSeconds(5));
        call();
        assertThat(health.report().status()).isEqualTo(Status.UP);
    }

    @Test
    void aCallThatWasAnsweredBeforeDoesNotOutweighIt() {
        store.hangs = true;
        StoresHealth health = health(SOON, store);
        call();
        pass(Duration.ofSeconds(1));
        assertThat(health.report().status()).isEqualTo(Status.UNKNOWN);
    }

    @Test
    void anAnsweredCallDelaysDownByHalfAMinute() {
        store.hangs = true;
        StoresHealth health = health(SOON, store);
        health.report();
        pass(Duration.ofSeconds(20));
        call();
        pass(Duration.ofSeconds(29));
        assertThat(health.report().status()).isEqualTo(Status.UNKNOWN);
        pass(Duration.ofSeconds(30));
        assertThat(health.report().status()).isEqualTo(Status.DOWN);
    }

    @Test
    void aQuestionThatNeverReturnsIsReplaced() {
        store.hangs = true;
        StoresHealth health = health(SOON, store);
        health.report();
        store.hangs = false; // for every new question
        pass(Duration.ofSeconds(10));
        await().until(() -> health.report().status() == Status.UP);
    }

    @Test
    void itNeverKeepsMoreThanThreeThreads() {
        store.hangs = true;
        StoresHealth health = health(Duration.ofMillis(20), store);
        for (int looks = 0; looks < 6; looks++) {
            health.report();
            pass(Duration.ofMinutes(1));
        }
        await().untilAtomic(store.asked, is(3));
    }

    @Test
    void onlyTheFirstLookWaitsForTheTimeout() throws Exception {
        store.hangs = true;
        StoresHealth health = health(Duration.ofSeconds(50), store);
        CompletableFuture<HealthReport> first = CompletableFuture.supplyAsync(health::report);
        await().untilAtomic(store.asked, is(1));
        pass(Duration.ofSeconds(50));
        for (int looks = 0; looks < 3; looks++) {
            CompletableFuture<HealthReport> next = CompletableFuture.supplyAsync(health::report);
            assertThat(next.get(10, TimeUnit.SECONDS).status()).isEqualTo(Status.DOWN);
        }
        assertThat(first).isNotDone();
    }

    @Test
    void severalStoresAreAskedAtOnce() throws NoSuchMethodException {
        CyclicBarrier both = new CyclicBarrier(2);
        store.whenAsked = () -> meet(both);
        other.whenAsked = () -> meet(both);
        IdempotencyEngine one = engine(store);
        EngineRegistry engines = new EngineRegistry(Map.of("one", one, "two", engine(other)), one);
        assertThat(health(Duration.ofSeconds(20), engines, List.of(on("two")))
                        .report()
                        .status())
                .isEqualTo(Status.UP);
    }

    static Stream<SQLException> noConnectionInTime() {
        return Stream.of(
                new SQLTransientConnectionException("No connection is free"),
                new SQLTimeoutException("No connection was to be had in time", new TimeoutException()));
    }

    @ParameterizedTest
    @MethodSource("noConnectionInTime")
    void aPoolWithoutAFreeConnectionTellsNothingOfTheDatabase(SQLException why) {
        StoresHealth health = health(SOON, store);
        store.failure = new StoreUnavailableException("busy", why);
        assertThat(health.report().status()).isEqualTo(Status.UNKNOWN);
        pass(Duration.ofSeconds(30));
        assertThat(health.report().status()).isEqualTo(Status.DOWN);

        store.failure = null;
        assertThat(health.report().status()).isEqualTo(Status.UP);
        pass(Duration.ofSeconds(1));
        store.failure = new StoreUnavailableException(
                "gone", new SQLTransientConnectionException("Timed out", "08001", new ConnectException("Refused")));
        assertThat(health.report().status()).isEqualTo(Status.DOWN);
    }

    @Test
    void aFailureHoldsWhileTheNextQuestionHangs() {
        StoresHealth health = health(SOON, store);
        store.failure = new StoreUnavailableException("gone", null);
        assertThat(health.report().status()).isEqualTo(Status.DOWN);
        store.hangs = true;
        pass(Duration.ofSeconds(1));
        assertThat(health.report().status()).isEqualTo(Status.DOWN);
        call();
        assertThat(health.report().status()).isEqualTo(Status.UP);
    }

    private StoresHealth health(Duration timeout, AskedStore standard) {
        IdempotencyEngine engine = engine(standard);
        return health(timeout, new EngineRegistry(Map.of("one", engine), engine), List.of());
    }

    private StoresHealth health(Duration timeout, EngineRegistry engines, List<IdempotentOperation> operations) {
        return new StoresHealth(engines, () -> operations, WhenStoreFails.REFUSE, pulses, timeout);
    }

    private static IdempotentOperation on(String store) throws NoSuchMethodException {
        return new IdempotentOperation(
                Object.class.getMethod("toString"),
                Object.class,
                true,
                "",
                "",
                Engines.POLICY,
                true,
                null,
                null,
                List.of(),
                store);
    }

    private static IdempotencyEngine engine(AskedStore asked) {
        return new IdempotencyEngine(asked.store, EngineSettings.DEFAULTS, event -> {});
    }

    private void call() {
        pulses.around(store.store, event -> {})
                .onEvent(new EngineEvent.StoreCalled("pay", IdempotencyKey.of("some"), StoreVerb.CLAIM, 1, false));
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private static void meet(CyclicBarrier others) {
        try {
            others.await(5, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException("The other store was not asked", e);
        }
    }
}
