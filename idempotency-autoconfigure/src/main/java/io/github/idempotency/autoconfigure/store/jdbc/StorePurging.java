package io.github.idempotency.autoconfigure.store.jdbc;

import io.github.idempotency.autoconfigure.PropertyCheck;
import io.github.idempotency.autoconfigure.PurgeListeners;
import io.github.idempotency.engine.ExpiredRecordPurger;
import io.github.idempotency.store.ExpiredRecordCleaner;
import io.github.idempotency.store.IdempotencyStore;
import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;

/** Removes expired records while the context runs: begins last and ends first. */
final class StorePurging implements SmartLifecycle {

    private static final PurgeListeners NOBODY = store -> (removed, nanos, failed) -> {};

    private final ObjectProvider<IdempotencyStore> stores;
    private final ObjectProvider<PurgeListeners> listeners;
    private final Duration interval;
    private final int batchSize;
    private volatile List<ExpiredRecordPurger> purgers = List.of();
    private volatile boolean running;

    private StorePurging(
            ObjectProvider<IdempotencyStore> stores,
            ObjectProvider<PurgeListeners> listeners,
            Duration interval,
            int batchSize) {
        this.stores = stores;
        this.listeners = listeners;
        this.interval = interval;
        this.batchSize = batchSize;
    }

    static StorePurging of(
            ObjectProvider<IdempotencyStore> stores,
            ObjectProvider<PurgeListeners> listeners,
            JdbcStoreProperties properties) {
        Duration interval = properties.purgeInterval();
        PropertyCheck.require(
                interval.isZero() || interval.compareTo(Duration.ofMillis(1)) >= 0,
                "idempotency.jdbc.purge-interval",
                interval,
                "It must be at least 1ms, or 0 for no removal.");
        PropertyCheck.require(
                properties.purgeBatchSize() >= 1,
                "idempotency.jdbc.purge-batch-size",
                properties.purgeBatchSize(),
                "It must be at least 1.");
        return new StorePurging(stores, listeners, interval, properties.purgeBatchSize());
    }

    @Override
    public void start() {
        if (!interval.isZero()) {
            PurgeListeners told = listeners.getIfAvailable(() -> NOBODY);
            purgers = stores.stream()
                    .filter(ExpiredRecordCleaner.class::isInstance)
                    .map(store -> purger(store, told))
                    .toList();
        }
        running = true;
    }

    private ExpiredRecordPurger purger(IdempotencyStore store, PurgeListeners told) {
        return new ExpiredRecordPurger(
                (ExpiredRecordCleaner) store,
                interval,
                batchSize,
                told.of(store.traits().name()));
    }

    @Override
    public void stop() {
        purgers.forEach(ExpiredRecordPurger::close);
        purgers = List.of();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
