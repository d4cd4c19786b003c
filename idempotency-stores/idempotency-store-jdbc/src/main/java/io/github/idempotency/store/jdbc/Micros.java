package io.github.idempotency.store.jdbc;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

/** Durations as the table keeps them: whole microseconds. */
final class Micros {

    /** Longer than anyone waits, short enough never to overflow when added to the present. */
    private static final Duration LONGEST = Duration.ofDays(365_000);

    private Micros() {}

    /** Rounds up, so that nothing ends early. */
    static long of(Duration duration) {
        Duration bounded = duration.compareTo(LONGEST) < 0 ? duration : LONGEST;
        return Math.addExact(Math.multiplyExact(bounded.getSeconds(), 1_000_000L), (bounded.getNano() + 999) / 1000);
    }

    /** Never negative. */
    static Duration toDuration(long micros) {
        return Duration.of(Math.max(0, micros), ChronoUnit.MICROS);
    }
}
