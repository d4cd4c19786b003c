package io.github.idempotency.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.store.StoreUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class JoinedCallsTests {

    private static final Duration LONG = Duration.ofSeconds(60);

    private final ExecutorService callers = Executors.newCachedThreadPool();
    private final List<List<String>> journeys = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch gate = new CountDownLatch(1);
    private final CompletableFuture<Void> under = new CompletableFuture<>();
    private volatile Predicate<List<String>> fails = wishes -> false;
    private volatile Predicate<String> leftOut = wish -> false;
    private final Map<List<String>, Deadline> deadlines = new ConcurrentHashMap<>();
    private volatile long released;

    @AfterEach
    void end() {
        gate.countDown();
        callers.shutdownNow();
    }

    private final class Recorded implements JoinedCalls.Journey<String, String> {

        @Override
        public IdempotencyKey key(String wish) {
            return IdempotencyKey.of(wish.split("#", 2)[0]);
        }

        @Override
        public String alone(String wish, Deadline deadline) {
            deadlines.put(List.of(wish), deadline);
            run(List.of(wish));
            return "alone " + wish;
        }

        @Override
        public Map<IdempotencyKey, String> together(List<String> wishes, Deadline deadline) {
            deadlines.put(wishes, deadline);
            run(wishes);
            Map<IdempotencyKey, String> answers = new HashMap<>();
            wishes.stream().filter(leftOut.negate()).forEach(it -> answers.put(key(it), "together " + it));
            return answers;
        }

        private void run(List<String> wishes) {
            journeys.add(wishes);
            if (wishes.contains("first")) {
                under.complete(null);
                await(gate);
            }
            if (fails.test(wishes)) {
                throw new StoreUnavailableException("No " + wishes, null);
            }
        }
    }

    @Test
    void whoFindsALaneFreeGoesAtOnceAndAlone() {
        JoinedCalls<String, String> calls = new JoinedCalls<>(1, 8, LONG, new Recorded());

        assertThat(calls.call("a")).isEqualTo("alone a");
        assertThat(calls.call("b")).isEqualTo("alone b");
    }

    @Test
    void thoseThatWaitTravelTogether() throws Exception {
        Queue queue = queue(LONG, "a", "b", "c");

        assertThat(queue.answers()).containsExactly("alone first", "together a", "together b", "together c");
        assertThat(journeys).containsExactly(List.of("first"), List.of("a", "b", "c"));
    }

    @Test
    void noJourneyIsLargerThanAllowed() throws Exception {
        queue(LONG, "a", "b", "c", "d", "e").answers();

        assertThat(journeys).containsExactly(List.of("first"), List.of("a", "b", "c", "d"), List.of("e"));
    }

    @Test
    void aSecondCallForAKeyTakesTheNextJourney() throws Exception {
        queue(LONG, "a#1", "a#2", "b").answers();

        assertThat(journeys).containsExactly(List.of("first"), List.of("a#1", "b"), List.of("a#2"));
    }

    @Test
    void aFailureMeetsOnlyTheCallItBelongsTo() throws Throwable {
        fails = wishes -> wishes.contains("b");
        Queue queue = queue(LONG, "a", "b", "c");

        assertThat(queue.answer(1)).isEqualTo("alone a");
        assertThatThrownBy(() -> queue.answer(2)).hasMessage("No [b]");
        assertThat(queue.answer(3)).isEqualTo("alone c");
    }

    @Test
    void whatTheJourneyLeavesOutIsDoneAlone() throws Exception {
        leftOut = "b"::equals;
        Queue queue = queue(LONG, "a", "b");

        assertThat(queue.answers()).containsExactly("alone first", "together a", "alone b");
    }

    /** However often it is tried. */
    @Test
    void aCallHasNoMoreTimeThanItCameWith() throws Exception {
        leftOut = "b"::equals;
        queue(LONG, "a", "b").answers();

        assertThat(deadlines.get(List.of("a", "b")).nanoTime() - released).isLessThanOrEqualTo(LONG.toNanos());
        assertThat(deadlines.get(List.of("b")).nanoTime() - released).isLessThanOrEqualTo(LONG.toNanos());
    }

    @Test
    void aCallThatWaitedForALaneHasOnlyTheRestOfItsTime() throws Exception {
        Duration timeout = Duration.ofMillis(40);
        JoinedCalls<String, String> calls = new JoinedCalls<>(1, 8, timeout, new Recorded());
        callers.submit(() -> calls.call("first"));
        under.get();
        long start = System.nanoTime();
        calls.call("a");

        long waited = System.nanoTime() - start;
        assertThat(waited).isGreaterThanOrEqualTo(timeout.toNanos() / 4);
        assertThat(deadlines.get(List.of("a")).nanoTime())
                .isLessThanOrEqualTo(start + waited + timeout.toNanos() * 3 / 4);
    }

    @Test
    void whoHasWaitedTooLongForALaneGoesWithout() throws Exception {
        JoinedCalls<String, String> calls = new JoinedCalls<>(1, 8, Duration.ofMillis(40), new Recorded());
        Future<String> first = callers.submit(() -> calls.call("first"));
        under.get();

        assertThat(calls.call("a")).isEqualTo("alone a");
        gate.countDown();
        assertThat(first.get()).isEqualTo("alone first");
        assertThat(calls.call("b")).as("the lane is free again").isEqualTo("alone b");
    }

    @Test
    void aJourneyThatFailedLateIsNotRepeated() throws Exception {
        fails = wishes -> {
            pause(wishes.size() > 1 ? 60 : 0);
            return wishes.size() > 1;
        };
        Queue queue = queue(Duration.ofMillis(200), "a", "b");

        for (int i = 1; i <= 2; i++) {
            int one = i;
            assertThatThrownBy(() -> queue.answer(one)).hasMessage("No [a, b]");
        }
    }

    @Test
    void anInterruptedCallerGetsItsAnswerAndStaysInterrupted() throws Exception {
        JoinedCalls<String, String> calls = new JoinedCalls<>(1, 8, LONG, new Recorded());
        Future<String> first = callers.submit(() -> calls.call("first"));
        under.get();
        AtomicBoolean interrupted = new AtomicBoolean();
        CompletableFuture<String> answer = new CompletableFuture<>();
        Thread caller = new Thread(() -> {
            answer.complete(calls.call("a"));
            interrupted.set(Thread.currentThread().isInterrupted());
        });
        caller.start();
        awaitWaiting(caller);
        caller.interrupt();
        gate.countDown();

        assertThat(answer.get()).isEqualTo("alone a");
        caller.join();
        assertThat(interrupted).isTrue();
        assertThat(first.get()).isEqualTo("alone first");
    }

    @Test
    void manyCallersAreAllAnsweredWithTheirOwn() throws Exception {
        JoinedCalls<String, String> calls = new JoinedCalls<>(2, 8, LONG, new Recorded());
        fails = wishes -> wishes.size() > 1 && wishes.hashCode() % 5 == 0;
        List<Future<String>> answers = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            String wish = (i % 50) + "#" + i;
            answers.add(callers.submit(() -> calls.call(wish)));
        }

        for (int i = 0; i < answers.size(); i++) {
            assertThat(answers.get(i).get()).endsWith(" " + i % 50 + "#" + i);
        }
    }

    /** Calls behind a first one that holds the only lane until they are all waiting. */
    private Queue queue(Duration timeout, String... wishes) throws Exception {
        JoinedCalls<String, String> calls = new JoinedCalls<>(1, 4, timeout, new Recorded());
        Queue queue = new Queue(new ArrayList<>());
        queue.calls().add(callers.submit(() -> calls.call("first")));
        under.get();
        for (String wish : wishes) {
            CompletableFuture<Thread> thread = new CompletableFuture<>();
            queue.calls().add(callers.submit(() -> {
                thread.complete(Thread.currentThread());
                return calls.call(wish);
            }));
            awaitWaiting(thread.get());
        }
        released = System.nanoTime();
        gate.countDown();
        return queue;
    }

    private record Queue(List<Future<String>> calls) {

        String answer(int index) throws Throwable {
            try {
                return calls.get(index).get();
            } catch (ExecutionException e) {
                throw e.getCause();
            }
        }

        List<String> answers() throws Exception {
            List<String> answers = new ArrayList<>();
            for (Future<String> call : calls) {
                answers.add(call.get());
            }
            return answers;
        }
    }

    private static void awaitWaiting(Thread thread) {
        while (thread.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
