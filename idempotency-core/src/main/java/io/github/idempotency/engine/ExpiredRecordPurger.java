package io.github.idempotency.engine;

import io.github.idempotency.store.ExpiredRecordCleaner;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has expired records removed from time to time, on a daemon thread of its own, for stores that do not expire by
 * themselves. Batches are as small, and the rests between them as long, as it takes for others not to notice; so instances
 * of an application may all purge at the same time.
 *
 * <p>A failure is logged once until a removal succeeds again, and never ends the purging.
 */
public final class ExpiredRecordPurger implements AutoCloseable {

    /** How often expired records are looked for unless said otherwise. */
    public static final Duration DEFAULT_INTERVAL = Duration.ofMinutes(1);

    /** How many records go at once at the most unless said otherwise. */
    public static final int DEFAULT_BATCH_SIZE = 500;

    private static final Logger log = LoggerFactory.getLogger(ExpiredRecordPurger.class);
    private static final Duration PATIENCE_AT_CLOSE = Duration.ofSeconds(5);
    private static final long LONGEST_INTERVAL_NANOS = TimeUnit.DAYS.toNanos(365);

    private final ExpiredRecordCleaner cleaner;
    private final PurgeListener listener;
    private final long intervalNanos;
    private final PurgePace pace;
    private final ScheduledExecutorService scheduler;
    private boolean failing;

    /** Begins at once, with a first removal after about one interval. */
    public ExpiredRecordPurger(ExpiredRecordCleaner cleaner) {
        this(cleaner, DEFAULT_INTERVAL, DEFAULT_BATCH_SIZE);
    }

    /**
     * Begins at once, with a first removal after about one interval.
     *
     * @param interval between removals, give or take a quarter; at least one millisecond
     * @param batchSize the most records that one statement or command may remove; at least one
     */
    public ExpiredRecordPurger(ExpiredRecordCleaner cleaner, Duration interval, int batchSize) {
        this(cleaner, interval, batchSize, (removed, nanos, failed) -> {});
    }

    /**
     * Begins at once, with a first removal after about one interval.
     *
     * @param interval between removals, give or take a quarter; at least one millisecond
     * @param batchSize the most records that one statement or command may remove; at least one
     * @param listener told after every batch; what it throws counts as a failure of the batch
     */
    public ExpiredRecordPurger(ExpiredRecordCleaner cleaner, Duration interval, int batchSize, PurgeListener listener) {
        if (interval.compareTo(Duration.ofMillis(1)) < 0) {
            throw new IllegalArgumentException("The purge interval must be at least 1 ms, it is " + interval);
        }
        if (batchSize < 1) {
            throw new IllegalArgumentException("The purge batch size must be at least 1, it is " + batchSize);
        }
        this.cleaner = cleaner;
        this.listener = listener;
        this.intervalNanos = Math.min(Nanos.of(interval), LONGEST_INTERVAL_NANOS);
        this.pace = new PurgePace(batchSize);
        this.scheduler = BackgroundThreads.scheduler("idempotency-purge", 1);
        scheduleNext(intervalNanos);
    }

    /** Waits for a removal under way, a few seconds at most. It is not interrupted: some databases take that badly. */
    @Override
    public void close() {
        scheduler.shutdown();
        BackgroundThreads.await(scheduler, PATIENCE_AT_CLOSE);
    }

    private void run() {
        long rest = intervalNanos;
        try {
            rest = purge();
            if (failing) {
                failing = false;
                log.info("Expired idempotency records are being removed again");
            }
        } catch (RuntimeException | Error e) {
            pace.failed();
            if (!failing) {
                failing = true;
                log.warn(
                        "Expired idempotency records could not be removed; will go on trying without further notice",
                        e);
            }
        } finally {
            scheduleNext(rest);
        }
    }

    /** @return how long to rest until the next batch */
    private long purge() {
        int batchSize = pace.batchSize();
        long start = System.nanoTime();
        int removed = remove(batchSize, start);
        if (removed < batchSize) {
            return intervalNanos;
        }
        return Math.min(pace.restAfter(System.nanoTime() - start), intervalNanos);
    }

    private int remove(int batchSize, long start) {
        int removed = 0;
        boolean failed = true;
        try {
            removed = cleaner.removeExpired(batchSize);
            failed = false;
            return removed;
        } finally {
            listener.purged(removed, System.nanoTime() - start, failed);
        }
    }

    /** Jittered, so that instances started together drift apart. */
    private void scheduleNext(long nanos) {
        long delay = nanos - nanos / 4 + ThreadLocalRandom.current().nextLong(nanos / 2 + 1);
        try {
            scheduler.schedule(this::run, delay, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // Closed.
        }
    }
}
