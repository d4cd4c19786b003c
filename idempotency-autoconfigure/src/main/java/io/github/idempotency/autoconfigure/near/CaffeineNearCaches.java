package io.github.idempotency.autoconfigure.near;

import com.github.benmanes.caffeine.cache.Cache;
import io.github.idempotency.autoconfigure.NearCaches;
import io.github.idempotency.engine.SettledRecords;
import io.github.idempotency.near.CaffeineSettledRecords;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** Makes the near caches, and shows them to whoever measures. Thread-safe. */
final class CaffeineNearCaches implements NearCaches {

    private final NearCacheProperties properties;
    private final Map<String, Cache<?, ?>> made = new TreeMap<>();
    private final List<BiConsumer<String, Cache<?, ?>>> observers = new ArrayList<>();

    CaffeineNearCaches(NearCacheProperties properties) {
        this.properties = properties;
    }

    @Override
    public synchronized SettledRecords of(String store) {
        CaffeineSettledRecords records =
                new CaffeineSettledRecords(properties.maxBytes().toBytes(), properties.timeToLive());
        made.put(store, records.cache());
        observers.forEach(observer -> observer.accept(store, records.cache()));
        return records;
    }

    /** @param observer told of every cache and its store, those that are made later included */
    synchronized void observe(BiConsumer<String, Cache<?, ?>> observer) {
        observers.add(observer);
        made.forEach(observer);
    }
}
