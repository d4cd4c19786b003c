package io.github.idempotency.store.memory;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Nanoseconds since the store was made: never negative, and far from overflow whatever is added to them. */
final class Ticker {

    /** 146 years, which stands for anything longer. */
    private static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE / 2);

    private final LongSupplier nanos;
    private final long origin;

    Ticker(LongSupplier nanos) {
        this.nanos = nanos;
        this.origin = nanos.getAsLong();
    }

    long now() {
        return nanos.getAsLong() - origin;
    }

    static long after(long now, Duration duration) {
        return now + (duration.compareTo(FOREVER) < 0 ? duration : FOREVER).toNanos();
    }
}
