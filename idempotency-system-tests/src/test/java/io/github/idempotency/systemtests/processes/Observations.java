package io.github.idempotency.systemtests.processes;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What clients have seen; safe for use by many of them. */
final class Observations {

    /** What has to be the same each time. */
    record Answer(int status, String location, String body) {

        static Answer of(HttpResponse<String> response) {
            return new Answer(
                    response.statusCode(),
                    response.headers().firstValue("Location").orElse(""),
                    response.body());
        }
    }

    /** The different answers by key. */
    final Map<String, Set<Answer>> answers = new ConcurrentHashMap<>();

    /** How often each status was seen. */
    final Map<Integer, Integer> statuses = new ConcurrentHashMap<>();

    /** Requests whose connection broke before their answer was complete. */
    final AtomicInteger cutOff = new AtomicInteger();

    /** Requests beyond the first of their key, without those that found no server. */
    final AtomicInteger retries = new AtomicInteger();

    private final AtomicLong longestBlocked = new AtomicLong();

    void status(int status) {
        statuses.merge(status, 1, Integer::sum);
    }

    void answer(String key, HttpResponse<String> response) {
        answers.computeIfAbsent(key, any -> ConcurrentHashMap.newKeySet()).add(Answer.of(response));
    }

    void blocked(long nanos) {
        longestBlocked.accumulateAndGet(nanos, Math::max);
    }

    /** The longest time between two refusals of one key with nothing but refusals between. */
    Duration longestBlocked() {
        return Duration.ofNanos(longestBlocked.get());
    }

    @Override
    public String toString() {
        return answers.size() + " payments, " + cutOff + " requests cut off, " + retries + " retries, statuses "
                + statuses + ", longest blocked " + longestBlocked().toMillis() + " ms";
    }
}
