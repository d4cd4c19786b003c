package io.github.idempotency.store.redis;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Durations as scripts take them. */
final class Timing {

    /** As good as for ever, and small enough to be added to a clock and still be exact as a double. */
    private static final Duration LONGEST = Duration.ofMillis(1L << 50);

    private static final long NANOS_PER_MILLI = 1_000_000;

    private Timing() {}

    /** Whole milliseconds in decimal digits, rounded up and at least one: Redis refuses an expiry of zero. */
    static byte[] millis(Duration duration) {
        Duration capped = duration.compareTo(LONGEST) > 0 ? LONGEST : duration;
        long millis = capped.isNegative()
                ? 1
                : Math.max(1, capped.plusNanos(NANOS_PER_MILLI - 1).toMillis());
        return ascii(millis);
    }

    static byte[] ascii(long number) {
        return Long.toString(number).getBytes(StandardCharsets.US_ASCII);
    }
}
