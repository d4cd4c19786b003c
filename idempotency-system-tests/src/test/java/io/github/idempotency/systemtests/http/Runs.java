package io.github.idempotency.systemtests.http;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/** Counts the effects of handlers, by a name each handler chooses. */
@Component
final class Runs {

    private final Map<String, AtomicInteger> runs = new ConcurrentHashMap<>();

    /** Takes effect once more; the answer differs each time, so that a second run cannot pass for a replay. */
    int add(String name) {
        return counter(name).incrementAndGet();
    }

    /** How often the effect happened since the last test began. */
    int of(String name) {
        return counter(name).get();
    }

    void forget() {
        runs.clear();
    }

    private AtomicInteger counter(String name) {
        return runs.computeIfAbsent(name, any -> new AtomicInteger());
    }
}
