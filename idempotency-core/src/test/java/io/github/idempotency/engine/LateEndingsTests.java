package io.github.idempotency.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.store.StoreUnavailableException;
import io.github.idempotency.store.UnreadableRecordException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LateEndingsTests {

    private final Queue<Ending> done = new ConcurrentLinkedQueue<>();
    private final AtomicInteger tries = new AtomicInteger();

    @Test
    void aTaskIsRepeatedUntilTheStoreAnswers() {
        try (LateEndings late = lateEndings(10)) {
            late.add(task(() -> tries.incrementAndGet() < 3 ? down() : Ending.RECORDED));

            await().until(() -> !done.isEmpty());
        }
        assertThat(done).containsExactly(Ending.RECORDED);
        assertThat(tries).hasValue(3);
    }

    @Test
    void whereTheStoreAnswersAgainNobodyWaitsForTheLongPauses() {
        AtomicBoolean up = new AtomicBoolean();
        try (LateEndings late = lateEndings(10)) {
            late.add(task(counted(() -> up.get() ? Ending.RECORDED : down())));
            // The next try is 3.2 seconds away.
            await().until(() -> tries.get() == 5);
            up.set(true);

            late.hurry();

            await().atMost(2, TimeUnit.SECONDS).until(() -> !done.isEmpty());
        }
        assertThat(done).containsExactly(Ending.RECORDED);
    }

    @Test
    void bytesAreGivenBackHoweverATaskEnds() {
        LateEndings late = lateEndings(1);
        assertThat(late.reserve(11)).isFalse();
        assertThat(late.reserve(10)).isTrue();
        assertThat(late.reserve(1)).isFalse();
        late.add(new LateEndings.Task(
                "op", IdempotencyKey.of("k"), () -> Ending.RECORDED, () -> false, done::add, null, 10));
        await().until(() -> !done.isEmpty());

        assertThat(late.reserve(10)).as("after an end").isTrue();
        late.close();
        late.add(new LateEndings.Task(
                "op", IdempotencyKey.of("k"), () -> Ending.RECORDED, () -> false, done::add, null, 10));
        assertThat(late.reserve(10)).as("after not being accepted").isTrue();
    }

    @Test
    void anErrorDoesNotEndTheRepeating() {
        try (LateEndings late = lateEndings(10)) {
            late.add(task(() -> {
                if (tries.incrementAndGet() < 3) {
                    throw new OutOfMemoryError("only a test");
                }
                return Ending.RECORDED;
            }));

            await().until(() -> !done.isEmpty());
        }
        assertThat(done).containsExactly(Ending.RECORDED);
    }

    @Test
    void aTaskThatIsHopelessIsGivenUpButNotUntried() {
        try (LateEndings late = lateEndings(10)) {
            late.add(new LateEndings.Task(
                    "op", IdempotencyKey.of("k"), counted(LateEndingsTests::down), () -> true, done::add, null, 0));

            await().until(() -> !done.isEmpty());
        }
        assertThat(done).containsExactly(Ending.ABANDONED);
        assertThat(tries).hasValue(1);
    }

    @Test
    void anUnreadableRecordIsNotTriedAgain() {
        try (LateEndings late = lateEndings(10)) {
            late.add(task(counted(() -> {
                throw new UnreadableRecordException("format 99", null);
            })));

            await().until(() -> !done.isEmpty());
        }
        assertThat(done).containsExactly(Ending.LOST);
        assertThat(tries).hasValue(1);
    }

    @Test
    void noMoreThanTheLimitAreAcceptedHoweverManyComeAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(16);
        LateEndings late = lateEndings(10);
        List<Future<Boolean>> answers = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            answers.add(threads.submit(() -> late.add(task(LateEndingsTests::down))));
        }
        int accepted = 0;
        for (Future<Boolean> answer : answers) {
            accepted += answer.get() ? 1 : 0;
        }
        threads.shutdown();
        late.close();

        assertThat(accepted).isEqualTo(10);
        assertThat(done).hasSize(10).containsOnly(Ending.ABANDONED);
    }

    @Test
    void closingTriesOnceMoreButNotForeverWhenManyWait() {
        LateEndings late = lateEndings(1_000);
        for (int i = 0; i < 1_000; i++) {
            late.add(task(counted(() -> {
                pause(10);
                return down();
            })));
        }

        late.close();

        assertThat(done).hasSize(1_000).containsOnly(Ending.ABANDONED);
        assertThat(tries).hasPositiveValue().hasValueLessThan(500);
    }

    @Test
    void aTryThatIsUnderWayWhenClosingIsWaitedForAndNotMadeTwice() throws Exception {
        CountDownLatch trying = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        LateEndings late = new LateEndings("late-endings-test", 10, 10, Duration.ofSeconds(20));
        late.add(task(counted(() -> {
            trying.countDown();
            awaitQuietly(goOn);
            return Ending.RECORDED;
        })));
        assertThat(trying.await(20, TimeUnit.SECONDS)).isTrue();

        CompletableFuture<Boolean> closing = CompletableFuture.supplyAsync(() -> {
            Thread.currentThread().interrupt();
            late.close();
            return Thread.interrupted();
        });
        await().until(() -> !late.add(task(() -> Ending.RELEASED)));
        goOn.countDown();
        assertThat(closing.join()).as("still interrupted").isTrue();

        assertThat(done).containsOnlyOnce(Ending.RECORDED).doesNotContain(Ending.ABANDONED);
        assertThat(tries).hasValue(1);
    }

    @Test
    void everyTaskHasOneEndAlsoIfItIsAddedWhileClosing() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        for (int round = 0; round < 50; round++) {
            done.clear();
            LateEndings late = lateEndings(10_000);
            List<Future<Integer>> adding = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                adding.add(threads.submit(() -> {
                    int accepted = 0;
                    for (int i = 0; i < 200; i++) {
                        accepted += late.add(task(() -> Ending.RECORDED)) ? 1 : 0;
                    }
                    return accepted;
                }));
            }
            late.close();
            int accepted = 0;
            for (Future<Integer> each : adding) {
                accepted += each.get();
            }

            assertThat(done).as("what was accepted has ended, and nothing else").hasSize(accepted);
        }
        threads.shutdown();
    }

    @Test
    void nothingIsAcceptedAfterClosing() {
        LateEndings late = lateEndings(10);
        late.close();

        assertThat(late.add(task(() -> Ending.RECORDED))).isFalse();
        assertThat(done).isEmpty();
    }

    @Test
    void backgroundThreadsInheritNothingFromTheRequestThatNeededThemFirst() {
        InheritableThreadLocal<String> tenant = new InheritableThreadLocal<>();
        AtomicReference<String> seen = new AtomicReference<>("nobody looked");
        tenant.set("acme");
        try (LateEndings late = lateEndings(10)) {
            late.add(task(() -> {
                seen.set(String.valueOf(tenant.get()));
                return Ending.RECORDED;
            }));
            await().atMost(20, TimeUnit.SECONDS).until(() -> !done.isEmpty());
        }

        assertThat(seen).hasValue("null");
    }

    private static LateEndings lateEndings(int limit) {
        return new LateEndings("late-endings-test", limit, 10, Duration.ofMillis(300));
    }

    private LateEndings.Task task(Supplier<Ending> attempt) {
        return new LateEndings.Task("op", IdempotencyKey.of("k"), attempt, () -> false, done::add, null, 0);
    }

    private Supplier<Ending> counted(Supplier<Ending> attempt) {
        return () -> {
            tries.incrementAndGet();
            return attempt.get();
        };
    }

    private static Ending down() {
        throw new StoreUnavailableException("down", null);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
