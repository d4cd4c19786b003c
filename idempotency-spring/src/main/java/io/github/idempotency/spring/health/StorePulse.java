package io.github.idempotency.spring.health;

import io.github.idempotency.Rejection;
import io.github.idempotency.engine.EngineEvent;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** When a store last answered and when it last failed. Thread-safe. */
final class StorePulse {

    /** Many threads report, and nobody asks for more than this. */
    private static final long GRAIN_NANOS = Duration.ofMillis(1).toNanos();

    private final LongSupplier ticker;
    private final long origin;

    /** In nanoseconds since the origin; 0 is never. */
    private final AtomicLong answered = new AtomicLong();

    private final AtomicLong failed = new AtomicLong();

    StorePulse(LongSupplier ticker) {
        this.ticker = ticker;
        this.origin = ticker.getAsLong() - 1;
    }

    void hear(EngineEvent event) {
        if (event instanceof EngineEvent.StoreCalled call) {
            beat(call.failed() ? failed : answered);
        } else if (event instanceof EngineEvent.Rejected rejected && rejected.why() == Rejection.RECORD_UNREADABLE) {
            // Counted as a failed call just before, but a store that hands out a corrupt record does answer.
            beat(answered);
        }
    }

    void answer() {
        set(answered, now());
    }

    void failure() {
        set(failed, now());
    }

    /** In nanoseconds since some moment; only differences mean anything. */
    long now() {
        return ticker.getAsLong() - origin;
    }

    /** Whether it has answered at or after that moment of {@link #now()}. */
    boolean answeredSince(long moment) {
        return answered.get() >= moment;
    }

    /** How long ago it last answered, or that moment if it has not answered since. */
    Duration silenceSince(long moment) {
        return Duration.ofNanos(Math.max(0, now() - Math.max(moment, answered.get())));
    }

    /** {@code null} if it never did. */
    @Nullable
    Duration sinceAnswer() {
        return since(answered.get());
    }

    /** {@code null} if it never did. */
    @Nullable
    Duration sinceFailure() {
        return since(failed.get());
    }

    /** Whether its last sign of life was none. */
    boolean failedLast() {
        return failed.get() > answered.get();
    }

    private void beat(AtomicLong when) {
        long now = now();
        // Also while the other one is newer: what happened last has to be told apart.
        long last = when.get();
        if (last == 0 || now - last > GRAIN_NANOS || last < Math.max(answered.get(), failed.get())) {
            set(when, now);
        }
    }

    /** Never back, for two threads may be late for each other. */
    private static void set(AtomicLong when, long now) {
        when.accumulateAndGet(now, Math::max);
    }

    private @Nullable Duration since(long when) {
        return when == 0 ? null : Duration.ofNanos(Math.max(0, now() - when));
    }
}
