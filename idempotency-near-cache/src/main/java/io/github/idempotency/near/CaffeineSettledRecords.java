package io.github.idempotency.near;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.engine.SettledRecords;
import io.github.idempotency.store.Claim;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Settled records in a Caffeine cache that is bounded by bytes and forgets what is used least. Thread-safe. */
public final class CaffeineSettledRecords implements SettledRecords {

    /** One answer must not drive out too many others. */
    private static final int SMALLEST_NUMBER = 8;

    private final Cache<IdempotencyKey, KeptRecord> cache;
    private final long maxRecordBytes;
    private final Duration timeToLive;

    /**
     * @param maxBytes how much memory the records may take together, about; a record that needs more than an eighth of it
     *     is not kept
     * @param timeToLive how long a record is found at most, also if its retention is longer
     * @throws IllegalArgumentException if either is not positive
     */
    public CaffeineSettledRecords(long maxBytes, Duration timeToLive) {
        this(maxBytes, timeToLive, Ticker.systemTicker());
    }

    CaffeineSettledRecords(long maxBytes, Duration timeToLive, Ticker ticker) {
        if (maxBytes <= 0 || timeToLive.isNegative() || timeToLive.isZero()) {
            throw new IllegalArgumentException("The near cache needs room and time, not " + maxBytes + " bytes for "
                    + timeToLive + ". Give it more, or do without it.");
        }
        this.maxRecordBytes = Math.min(maxBytes / SMALLEST_NUMBER, Integer.MAX_VALUE);
        this.timeToLive = timeToLive;
        this.cache = Caffeine.newBuilder()
                .maximumWeight(maxBytes)
                .weigher((IdempotencyKey key, KeptRecord kept) -> kept.weight())
                .expireAfter(new OwnTime())
                .ticker(ticker)
                // What there is to tidy up is little, and needs no threads of others.
                .executor(Runnable::run)
                .recordStats()
                .build();
    }

    @Override
    public Claim.@Nullable Settled find(IdempotencyKey key) {
        KeptRecord kept = cache.getIfPresent(key);
        return kept == null ? null : kept.copy();
    }

    @Override
    public void keep(IdempotencyKey key, Claim.Settled settled, long sinceNanos, Duration retention) {
        if ((long) settled.outcome().payload().length + KeptRecord.OVERHEAD_BYTES <= maxRecordBytes) {
            Duration lifetime = retention.compareTo(timeToLive) < 0 ? retention : timeToLive;
            cache.put(key, KeptRecord.copyOf(settled, sinceNanos, lifetime));
        }
    }

    @Override
    public void forget(IdempotencyKey key) {
        cache.invalidate(key);
    }

    /** The cache itself, for its statistics. */
    public Cache<?, ?> cache() {
        return cache;
    }

    /** Every record lives as long as it brings along, however often it is read. */
    private static final class OwnTime implements Expiry<IdempotencyKey, KeptRecord> {

        @Override
        public long expireAfterCreate(IdempotencyKey key, KeptRecord kept, long now) {
            return kept.remainingNanos(now);
        }

        @Override
        public long expireAfterUpdate(IdempotencyKey key, KeptRecord kept, long now, long remaining) {
            return kept.remainingNanos(now);
        }

        @Override
        public long expireAfterRead(IdempotencyKey key, KeptRecord kept, long now, long remaining) {
            return remaining;
        }
    }
}
