package io.github.idempotency.spring.scene;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts how often protected code really ran. Each test class resets it, because beans are made by the container. */
public final class Effects {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private Effects() {}

    /** Notes an effect and returns its number. */
    public static int next() {
        return COUNT.incrementAndGet();
    }

    public static int count() {
        return COUNT.get();
    }

    public static void reset() {
        COUNT.set(0);
    }
}
