package io.github.idempotency.spring.observation;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The share of duplicates among the calls of the last few minutes, kept in a ring of time slices. Thread-safe. */
final class DuplicateRate {

    private static final int SLICES = 30;

    private record Slice(long number, LongAdder calls, LongAdder duplicates) {}

    private final AtomicReferenceArray<@Nullable Slice> ring = new AtomicReferenceArray<>(SLICES);
    private final long sliceNanos;
    private final LongSupplier ticker;
    private final long origin;

    DuplicateRate(Duration window, LongSupplier ticker) {
        this.sliceNanos = Math.max(1, window.toNanos() / SLICES);
        this.ticker = ticker;
        this.origin = ticker.getAsLong();
    }

    void record(boolean duplicate) {
        Slice slice = slice(now());
        slice.calls().increment();
        if (duplicate) {
            slice.duplicates().increment();
        }
    }

    /** Between 0 and 1; 0 if there were no calls. */
    double value() {
        long newest = now();
        long calls = 0;
        long duplicates = 0;
        for (int i = 0; i < SLICES; i++) {
            Slice slice = ring.get(i);
            if (slice != null && newest - slice.number() < SLICES) {
                calls += slice.calls().sum();
                duplicates += slice.duplicates().sum();
            }
        }
        return calls == 0 ? 0 : (double) duplicates / calls;
    }

    private long now() {
        return (ticker.getAsLong() - origin) / sliceNanos;
    }

    private Slice slice(long number) {
        int index = (int) (number % SLICES);
        while (true) {
            Slice slice = ring.get(index);
            if (slice != null && slice.number() >= number) {
                return slice;
            }
            Slice fresh = new Slice(number, new LongAdder(), new LongAdder());
            if (ring.compareAndSet(index, slice, fresh)) {
                return fresh;
            }
        }
    }
}
