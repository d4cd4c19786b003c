package io.github.idempotency.engine;

import java.time.Duration;

/** Durations as nanoseconds; what is longer than a {@code long} can tell (292 years) counts as that long. */
final class Nanos {

    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

    private Nanos() {}

    static long of(Duration duration) {
        return duration.compareTo(LONGEST) < 0 ? duration.toNanos() : Long.MAX_VALUE;
    }
}
