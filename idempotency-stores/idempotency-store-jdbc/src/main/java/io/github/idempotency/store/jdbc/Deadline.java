package io.github.idempotency.store.jdbc;

import java.time.Duration;

/**
 * The instant by which a call has to answer, on the process's monotonic clock.
 *
 * @param nanoTime that instant
 */
record Deadline(long nanoTime) {

    private static final Duration LONGEST = Duration.ofDays(1);

    static Deadline after(Duration timeout) {
        Duration bounded = timeout.compareTo(LONGEST) < 0 ? timeout : LONGEST;
        return new Deadline(System.nanoTime() + bounded.toNanos());
    }

    /** Negative once it has passed. */
    long remainingNanos() {
        return nanoTime - System.nanoTime();
    }

    /** Zero once it has passed. */
    Duration remaining() {
        return Duration.ofNanos(Math.max(0, remainingNanos()));
    }

    boolean passed() {
        return remainingNanos() <= 0;
    }

    /** At least one, because zero means "no limit" to a socket. */
    int remainingMillis() {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, remainingNanos() / 1_000_000));
    }
}
