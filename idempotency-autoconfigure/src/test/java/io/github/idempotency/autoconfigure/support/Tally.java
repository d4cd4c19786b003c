package io.github.idempotency.autoconfigure.support;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts effects. */
public final class Tally {

    private final AtomicInteger count = new AtomicInteger();

    public int next() {
        return count.incrementAndGet();
    }

    public int count() {
        return count.get();
    }
}
