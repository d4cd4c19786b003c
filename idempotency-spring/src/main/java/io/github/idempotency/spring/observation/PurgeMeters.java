package io.github.idempotency.spring.observation;

import io.github.idempotency.engine.PurgeListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/** Measures the removal of expired records from one store. Its meters exist at once, at zero. Thread-safe. */
public final class PurgeMeters implements PurgeListener {

    private final Timer done;
    private final Timer failed;
    private final Counter records;

    /** @param store the store's name, a tag of every meter */
    public PurgeMeters(MeterRegistry registry, String store) {
        this.done = timer(registry, store, false);
        this.failed = timer(registry, store, true);
        this.records = Counter.builder(IdempotencyMeter.PURGE_RECORDS.getName())
                .description(IdempotencyMeter.PURGE_RECORDS.description())
                .tag("store", store)
                .register(registry);
    }

    private static Timer timer(MeterRegistry registry, String store, boolean failed) {
        return Timer.builder(IdempotencyMeter.PURGE.getName())
                .description(IdempotencyMeter.PURGE.description())
                .tag("store", store)
                .tag("failed", Boolean.toString(failed))
                .register(registry);
    }

    @Override
    public void purged(int removed, long nanos, boolean hasFailed) {
        (hasFailed ? failed : done).record(nanos, TimeUnit.NANOSECONDS);
        records.increment(removed);
    }
}
