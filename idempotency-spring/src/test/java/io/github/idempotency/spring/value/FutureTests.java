package io.github.idempotency.spring.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.idempotency.CallRejectedException;
import io.github.idempotency.Rejection;
import io.github.idempotency.WhenFails;
import io.github.idempotency.engine.Ending;
import io.github.idempotency.engine.EngineEvent;
import io.github.idempotency.spring.Idempotent;
import io.github.idempotency.spring.IdempotentCall;
import io.github.idempotency.spring.scene.Effects;
import io.github.idempotency.spring.scene.Scene;
import io.github.idempotency.store.StoreUnavailableException;
import io.github.idempotency.test.FlakyStore.Verb;
import io.github.idempotency.test.Gate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Methods whose value arrives later. */
class FutureTests {

    record Receipt(String id) {}

    static class Shop {
        @Idempotent(key = "#id")
        public CompletableFuture<List<Receipt>> later(String id, CompletableFuture<List<Receipt>> result) {
            Effects.next();
            return result;
        }

        @Idempotent(key = "#id")
        public CompletionStage<Receipt> stage(String id, CompletionStage<Receipt> result) {
            Effects.next();
            return result;
        }

        @Idempotent(key = "#id", whenFails = WhenFails.STORE, recordFailures = IllegalStateException.class)
        public CompletableFuture<Receipt> stores(String id, CompletableFuture<Receipt> result) {
            Effects.next();
            return result;
        }

        @Idempotent(key = "#id")
        public CompletableFuture<Void> nothing(String id) {
            Effects.next();
            return CompletableFuture.runAsync(() -> {});
        }

        @Idempotent(key = "#id")
        public CompletableFuture<Receipt> fails(String id) {
            Effects.next();
            throw new IllegalStateException("at once");
        }

        @Idempotent(key = "#id")
        public CompletableFuture<Receipt> notRecorded(String id) {
            IdempotentCall call = IdempotentCall.current().orElseThrow();
            Effects.next();
            return CompletableFuture.supplyAsync(() -> {
                call.doNotRecord();
                return new Receipt(id);
            });
        }
    }

    private final Scene scene = Scene.of(Shop.class);
    private final Shop shop = scene.bean(Shop.class);

    @BeforeEach
    void reset() {
        Effects.reset();
    }

    @AfterEach
    void stop() {
        scene.close();
    }

    @Test
    void theValueIsRecordedWhenItArrives() {
        CompletableFuture<List<Receipt>> result = new CompletableFuture<>();
        CompletableFuture<List<Receipt>> first = shop.later("a", result);
        assertInProgress();

        result.complete(List.of(new Receipt("r")));

        assertThat(first).isCompletedWithValue(List.of(new Receipt("r")));
        assertThat(shop.later("a", null)).isCompletedWithValue(List.of(new Receipt("r")));
        assertThat(Effects.count()).isEqualTo(1);
    }

    @Test
    void aValueThatIsThereAlreadyIsRecordedAtOnce() {
        CompletionStage<Receipt> first = shop.stage("a", CompletableFuture.completedStage(new Receipt("r")));

        assertThat(first.toCompletableFuture().join()).isEqualTo(new Receipt("r"));
        assertThat(shop.stage("a", null).toCompletableFuture().join()).isEqualTo(new Receipt("r"));
        assertThat(Effects.count()).isEqualTo(1);
    }

    @Test
    void theCallerSeesTheValueOnlyAfterItIsRecorded() throws InterruptedException {
        Gate gate = scene.store().on(Verb.COMPLETE).hang();
        CompletableFuture<List<Receipt>> result = new CompletableFuture<>();
        CompletableFuture<List<Receipt>> first = shop.later("a", result);
        Thread completing = new Thread(() -> result.complete(List.of()));
        completing.start();

        assertThat(gate.awaitArrival(Duration.ofSeconds(10))).isTrue();
        assertThat(first).isNotDone();

        gate.open();
        completing.join(10_000);
        assertThat(first).isCompletedWithValue(List.of());
    }

    @Test
    void theCallerSeesTheValueEvenIfItCannotBeRecorded() {
        scene.store().on(Verb.COMPLETE).always().refuse();

        CompletableFuture<List<Receipt>> first = shop.later("a", CompletableFuture.completedFuture(List.of()));

        assertThat(first).isCompletedWithValue(List.of());
    }

    @Test
    void theCallerSeesTheValueEvenIfTheStoreMisbehaves() {
        scene.store().on(Verb.COMPLETE).failWith(() -> new IllegalStateException("a store must not throw this"));

        CompletableFuture<List<Receipt>> first = shop.later("a", CompletableFuture.completedFuture(List.of()));

        assertThat(first).isCompletedWithValue(List.of());
    }

    @Test
    void aFailureFreesTheKey() {
        CompletableFuture<List<Receipt>> first =
                shop.later("a", CompletableFuture.failedFuture(new IllegalStateException("late")));

        assertThat(first)
                .failsWithin(1, TimeUnit.SECONDS)
                .withThrowableOfType(ExecutionException.class)
                .withCauseExactlyInstanceOf(IllegalStateException.class);
        assertThat(shop.later("a", CompletableFuture.completedFuture(List.of())))
                .isCompletedWithValue(List.of());
        assertThat(Effects.count()).isEqualTo(2);
    }

    @Test
    void aFailureBeforeThereIsAFutureFreesTheKeyToo() {
        for (int i = 0; i < 2; i++) {
            assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> shop.fails("a"));
        }
        assertThat(Effects.count()).isEqualTo(2);
    }

    @Test
    void aFailureThatIsAnAnswerIsReplayedAsAFuture() {
        CompletableFuture<Receipt> failing = CompletableFuture.completedFuture("x")
                .thenApply(text -> {
                    throw new IllegalStateException("declined");
                });

        for (CompletableFuture<Receipt> result : List.of(failing, new CompletableFuture<Receipt>())) {
            assertThatExceptionOfType(CompletionException.class)
                    .isThrownBy(() -> shop.stores("a", result).join())
                    .withCauseExactlyInstanceOf(IllegalStateException.class)
                    .satisfies(e -> assertThat(e.getCause()).hasMessage("declined"));
        }
        assertThat(Effects.count()).isEqualTo(1);
    }

    @Test
    void aFutureThatNeverCompletesKeepsTheKey() {
        shop.later("a", new CompletableFuture<>());

        assertInProgress();
        assertThat(scene.events().of(EngineEvent.Ended.class)).isEmpty();
    }

    @Test
    void aFutureOfNothingRunsOnceToo() {
        assertThat(shop.nothing("a").join()).isNull();
        assertThat(shop.nothing("a").join()).isNull();
        assertThat(Effects.count()).isEqualTo(1);
    }

    @Test
    void noFutureAtAllCountsAsOneOfNull() {
        assertThat(shop.later("a", null)).isNull();

        assertThat(shop.later("a", null)).isCompletedWithValue(null);
        assertThat(Effects.count()).isEqualTo(1);
    }

    @Test
    void theCodeMayDecideElsewhereThatNothingIsRecorded() {
        assertThat(shop.notRecorded("a").join()).isEqualTo(new Receipt("a"));

        assertThat(scene.events().of(EngineEvent.Ended.class))
                .extracting(EngineEvent.Ended::ending)
                .containsExactly(Ending.RELEASED);
        shop.notRecorded("a").join();
        assertThat(Effects.count()).isEqualTo(2);
    }

    @Test
    void refusalsAreThrownBeforeThereIsAFuture() {
        scene.store().on(Verb.CLAIM).always().failWith(() -> new StoreUnavailableException("down", null));

        assertThatExceptionOfType(CallRejectedException.class)
                .isThrownBy(() -> shop.later("a", null))
                .satisfies(e -> assertThat(e.rejection()).isEqualTo(Rejection.STORE_UNAVAILABLE));
        assertThat(Effects.count()).isZero();
    }

    private void assertInProgress() {
        assertThatExceptionOfType(CallRejectedException.class)
                .isThrownBy(() -> shop.later("a", null))
                .satisfies(e -> assertThat(e.rejection()).isEqualTo(Rejection.IN_PROGRESS));
    }
}
