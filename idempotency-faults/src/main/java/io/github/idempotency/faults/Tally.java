package io.github.idempotency.faults;

import io.github.idempotency.faults.history.Answer;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Counts what clients see. Thread-safe. */
final class Tally {

    private final LongAdder requests = new LongAdder();
    private final LongAdder refusedConnections = new LongAdder();
    private final Map<String, LongAdder> answers = new ConcurrentHashMap<>();
    private final AtomicLong longestInProgress = new AtomicLong();

    void answered(Answer answer) {
        requests.increment();
        answers.computeIfAbsent(kind(answer), kind -> new LongAdder()).increment();
    }

    private static String kind(Answer answer) {
        if (answer instanceof Answer.Success success) {
            return success.status() + (success.replayed() ? " replayed" : " executed");
        }
        if (answer instanceof Answer.Refused refused) {
            return refused.status() + " " + (refused.problem().isEmpty() ? "failed" : refused.problem());
        }
        return "none: " + ((Answer.None) answer).why();
    }

    /** Nobody listened: the request was never sent and does not count. */
    void connectionRefused() {
        refusedConnections.increment();
    }

    void inProgressFor(long nanos) {
        longestInProgress.accumulateAndGet(nanos, Math::max);
    }

    long requests() {
        return requests.sum();
    }

    long answers(String kind) {
        LongAdder count = answers.get(kind);
        return count == null ? 0 : count.sum();
    }

    /** The longest time in which one client was told again and again that its key was in progress. */
    long longestInProgressNanos() {
        return longestInProgress.get();
    }

    long refusedConnections() {
        return refusedConnections.sum();
    }

    Map<String, Long> answers() {
        Map<String, Long> sorted = new TreeMap<>();
        answers.forEach((kind, count) -> sorted.put(kind, count.sum()));
        return sorted;
    }
}
