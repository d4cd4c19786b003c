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
 * themselves. Instances of an application may all do so: they come at different times, and batches are small.
 *
 * <p>A failure is logged once until a removal succeeds again, and never ends the purging.
 */
public final class ExpiredRecordPurger implements AutoCloseable {

    /** How often expired records are looked for unless said otherwise. */
    public static final Duration DEFAULT_INTERVAL = Duration.ofMinutes(1);

    /** How many records go at once unless said otherwise. */
    public static final int DEFAULT_BATCH_SIZE = 500;

    private static final Logger log = LoggerFactory.getLogger(ExpiredRecordPurger.class);
    private static final int MOST_BATCHES = 100;
    private static final Duration PATIENCE_AT_CLOSE = Duration.ofSeconds(5);
    private static final long LONGEST_INTERVAL_NANOS = TimeUnit.DAYS.toNanos(365);

    private final ExpiredRecordCleaner cleaner;
    private final long intervalNanos;
    private final int batchSize;
    private final ScheduledExecutorService scheduler;
    private volatile boolean closed;
    private boolean failing;

    /** Begins at once, with a first removal after about one interval. */
    public ExpiredRecordPurger(ExpiredRecordCleaner cleaner) {
        this(cleaner, DEFAULT_INTERVAL, DEFAULT_BATCH_SIZE);
    }

    /**
     * Begins at once, with a first removal after about one interval.
     *
     * @param interval between removals, give or take a quarter; at least one millisecond
     * @param batchSize how many records one statement or command may remove; at least one
     */
    public ExpiredRecordPurger(ExpiredRecordCleaner cleaner, Duration interval, int batchSize) {
        if (interval.compareTo(Duration.ofMillis(1)) < 0) {
            throw new IllegalArgumentException("The purge interval must be at least 1 ms, it is " + interval);
        }
        if (batchSize < 1) {
            throw new IllegalArgumentException("The purge batch size must be at least 1, it is " + batchSize);
        }
        this.cleaner = cleaner;
        this.intervalNanos = Math.min(Nanos.of(interval), LONGEST_INTERVAL_NANOS);
        this.batchSize = batchSize;
        this.scheduler = BackgroundThreads.scheduler("idempotency-purge", 1);
        scheduleNext(intervalNanos);
    }

    /** Waits for a removal under way, a few seconds at most. It is not interrupted: some databases take that badly. */
    @Override
    public void close() {
        closed = true;
        scheduler.shutdown();
        BackgroundThreads.await(scheduler, PATIENCE_AT_CLOSE);
    }

    private void run() {
        boolean more = false;
        try {
            more = purge();
            if (failing) {
                failing = false;
                log.info("Expired idempotency records are being removed again");
            }
        } catch (RuntimeException | Error e) {
            if (!failing) {
                failing = true;
                log.warn(
                        "Expired idempotency records could not be removed; will go on trying without further notice",
                        e);
            }
        } finally {
            scheduleNext(more ? Math.min(intervalNanos, TimeUnit.SECONDS.toNanos(1)) : intervalNanos);
        }
    }

    /** @return whether it stopped before it was through, to give the store a rest */
    private boolean purge() {
        for (int batch = 0; batch < MOST_BATCHES; batch++) {
            if (closed || cleaner.removeExpired(batchSize) < batchSize) {
                return false;
            }
        }
        return true;
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
