package io.github.idempotency.spring.aop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.CallRejectedException;
import io.github.idempotency.Rejection;
import io.github.idempotency.WhenInProgress;
import io.github.idempotency.spring.Idempotent;
import io.github.idempotency.spring.scene.Scene;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** Many callers at once: effects are counted, not locks. */
class ContentionTests {

    private static final int THREADS = 64;
    private static final int KEYS = 200;

    record Receipt(String id, int effect) {}

    static class Shop {
        final Map<String, AtomicInteger> effects = new ConcurrentHashMap<>();

        @Idempotent(key = "#id")
        public Receipt rejecting(String id) {
            return effect(id);
        }

        @Idempotent(key = "#id", whenInProgress = WhenInProgress.WAIT, maxWait = "30s")
        public Receipt waiting(String id) {
            return effect(id);
        }

        @Idempotent(key = "#id")
        public Receipt failingAtFirst(String id) {
            Receipt receipt = effect(id);
            if (receipt.effect() == 1) {
                throw new IllegalStateException("the first run fails");
            }
            return receipt;
        }

        @SuppressWarnings("ThreadPriorityCheck") // it only makes the race closer
        private Receipt effect(String id) {
            int number = effects.computeIfAbsent(id, key -> new AtomicInteger()).incrementAndGet();
            Thread.yield();
            return new Receipt(id, number);
        }

        Map<String, AtomicInteger> effects() {
            return effects;
        }
    }

    @Test
    void everyKeyHasOneEffectAndEveryAnswerIsTheOne() throws Exception {
        try (Scene scene = Scene.of(Shop.class)) {
            Shop shop = scene.bean(Shop.class);
            List<Object> answers = race(shop, Shop::rejecting);

            assertOneEffectPerKey(shop, 1);
            assertThat(answers)
                    .allSatisfy(answer -> assertThat(answer).isIn(Rejection.IN_PROGRESS, expected(answer, 1)));
            assertThat(scene.meters().get("idempotency.in.flight").gauge().value())
                    .isZero();
        }
    }

    @Test
    void whoWaitsGetsTheAnswerToo() throws Exception {
        try (Scene scene = Scene.of(Shop.class)) {
            Shop shop = scene.bean(Shop.class);
            List<Object> answers = race(shop, Shop::waiting);

            assertOneEffectPerKey(shop, 1);
            assertThat(answers).allSatisfy(answer -> assertThat(answer).isEqualTo(expected(answer, 1)));
        }
    }

    @Test
    void afterAFailureExactlyOneMoreRuns() throws Exception {
        try (Scene scene = Scene.of(Shop.class)) {
            Shop shop = scene.bean(Shop.class);
            List<Object> answers = race(shop, Shop::failingAtFirst);
            for (int key = 0; key < KEYS; key++) {
                answers.add(answer(shop, Shop::failingAtFirst, "key-" + key));
            }

            assertOneEffectPerKey(shop, 2);
            assertThat(answers).filteredOn("failed"::equals).hasSize(KEYS);
            assertThat(answers)
                    .filteredOn(Receipt.class::isInstance)
                    .allSatisfy(answer -> assertThat(answer).isEqualTo(expected(answer, 2)));
        }
    }

    private static Object expected(Object answer, int effect) {
        return answer instanceof Receipt receipt ? new Receipt(receipt.id(), effect) : "a receipt";
    }

    private static void assertOneEffectPerKey(Shop shop, int effects) {
        assertThat(shop.effects())
                .hasSize(KEYS)
                .allSatisfy((id, count) -> assertThat(count).hasValue(effects));
    }

    /** Every thread asks for every key; all of them begin each key together. */
    private static List<Object> race(Shop shop, BiFunction<Shop, String, Receipt> call) throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(THREADS);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<List<Object>>> running = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                running.add(threads.submit(() -> {
                    List<Object> answers = new ArrayList<>();
                    for (int key = 0; key < KEYS; key++) {
                        barrier.await(30, TimeUnit.SECONDS);
                        answers.add(answer(shop, call, "key-" + key));
                    }
                    return answers;
                }));
            }
            return all(running);
        } finally {
            threads.shutdownNow();
        }
    }

    private static Object answer(Shop shop, BiFunction<Shop, String, Receipt> call, String id) {
        try {
            return call.apply(shop, id);
        } catch (CallRejectedException e) {
            return e.rejection();
        } catch (IllegalStateException e) {
            return "failed";
        }
    }

    private static List<Object> all(List<Future<List<Object>>> running)
            throws InterruptedException, ExecutionException {
        List<Object> answers = new ArrayList<>();
        for (Future<List<Object>> each : running) {
            answers.addAll(each.get());
        }
        assertThat(answers).hasSize(THREADS * KEYS);
        return answers;
    }
}
