package io.github.idempotency.autoconfigure.near;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;

/** Caffeine's own meters, with the tags that Spring Boot gives those of the application's caches. */
final class NearCacheMeters implements MeterBinder {

    private static final String NAME = "idempotency.near.";

    private final CaffeineNearCaches caches;

    NearCacheMeters(CaffeineNearCaches caches) {
        this.caches = caches;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        caches.observe((store, cache) -> {
            // A registry like Prometheus takes no two meters of one name with different tags.
            Tags tags = Tags.of("cache.manager", "idempotency", "name", NAME + store);
            new CaffeineCacheMetrics<>(cache, NAME + store, tags).bindTo(registry);
        });
    }
}
