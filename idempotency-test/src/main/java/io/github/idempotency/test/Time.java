package io.github.idempotency.test;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.Assumptions;

/** Waiting without assuming that the machine is fast. */
final class Time {

    /** How long something that must happen may take before the test fails. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration POLL = Duration.ofMillis(5);
    private static final int TRIES = 50;

    private Time() {}

    /** Returns once the given time has passed, never earlier. */
    static void pass(Duration duration) {
        long start = System.nanoTime();
        long left = duration.toNanos();
        while (left > 0) {
            LockSupport.parkNanos(left);
            left = duration.toNanos() - (System.nanoTime() - start);
        }
    }

    static void passShortly() {
        pass(POLL);
    }

    static Duration since(long startNanos) {
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }

    /**
     * Plays a scene that races a short duration until it took less than half of it, and returns what it came to then. A
     * scene that was slower says nothing: what it was about to use may have expired on the way.
     */
    static <T> T within(Duration limit, Supplier<T> scene) {
        for (int i = 0; i < TRIES; i++) {
            long start = System.nanoTime();
            try {
                T result = scene.get();
                if (quickEnough(start, limit)) {
                    return result;
                }
            } catch (AssertionError e) {
                if (quickEnough(start, limit)) {
                    throw e;
                }
            }
        }
        return Assumptions.abort("The store did not get through the scene in half of " + limit + ", " + TRIES
                + " times in a row; the machine is too slow to tell");
    }

    private static boolean quickEnough(long startNanos, Duration limit) {
        return since(startNanos).multipliedBy(2).compareTo(limit) < 0;
    }
}
