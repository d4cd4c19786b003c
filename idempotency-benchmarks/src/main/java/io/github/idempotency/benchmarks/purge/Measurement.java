package io.github.idempotency.benchmarks.purge;

import com.zaxxer.hikari.HikariDataSource;
import io.github.idempotency.engine.ExpiredRecordPurger;
import io.github.idempotency.store.jdbc.JdbcIdempotencyStore;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Purges and does not purge in turn until nothing expired is left. What else goes on on the machine goes on in both, so
 * that the difference is the purge's.
 */
final class Measurement {

    /** Between those, so that the former has ended and the latter has begun. */
    private static final Duration CHANGE = Duration.ofMillis(1_500);

    private static final Duration WITH_PURGE = Duration.ofSeconds(10);
    private static final Duration WITHOUT_PURGE = Duration.ofSeconds(5);
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final int MOST_ROUNDS = 500;

    private final Records records;
    private final Clients clients;
    private final List<HikariDataSource> instances;
    private final CountingCleaner cleaner = new CountingCleaner();
    private final Latencies with = new Latencies();
    private final Latencies without = new Latencies();
    private long removedInTime;
    private long nanosWith;

    /** @param instances the pools of those that purge */
    Measurement(Records records, Clients clients, List<HikariDataSource> instances) {
        this.records = records;
        this.clients = clients;
        this.instances = instances;
    }

    void run() throws Exception {
        for (int round = 0; round < MOST_ROUNDS && records.anyExpired(); round++) {
            measure(without, WITHOUT_PURGE);
            purge();
        }
    }

    private void purge() throws InterruptedException {
        List<ExpiredRecordPurger> purgers = instances.stream()
                .map(pool -> new ExpiredRecordPurger(
                        cleaner.around(new JdbcIdempotencyStore(pool)),
                        INTERVAL,
                        ExpiredRecordPurger.DEFAULT_BATCH_SIZE))
                .toList();
        try {
            measure(with, WITH_PURGE);
        } finally {
            purgers.forEach(ExpiredRecordPurger::close);
        }
    }

    private void measure(Latencies latencies, Duration duration) throws InterruptedException {
        clients.measureInto(new Latencies());
        TimeUnit.MILLISECONDS.sleep(CHANGE.toMillis());
        clients.measureInto(latencies);
        long removed = cleaner.removed();
        long start = System.nanoTime();
        TimeUnit.MILLISECONDS.sleep(duration.toMillis());
        clients.measureInto(new Latencies());
        if (latencies == with) {
            removedInTime += cleaner.removed() - removed;
            nanosWith += System.nanoTime() - start;
        }
    }

    void report() {
        Latencies.Distribution purging = with.distribution();
        Latencies.Distribution resting = without.distribution();
        double speed = removedInTime / (nanosWith / 1e9);
        double difference = purging.percentile(0.99) - resting.percentile(0.99);
        double ratio = purging.percentile(0.99) / resting.percentile(0.99);
        System.out.printf(Locale.ROOT, "removed          %d records, %.0f a second%n", cleaner.removed(), speed);
        System.out.println("batches          " + cleaner.batches() + ", " + cleaner.failed() + " failed");
        System.out.println("claims, no purge " + resting);
        System.out.println("claims, purge    " + purging);
        System.out.printf(Locale.ROOT, "p99 of claims    %+.2f ms through the purge, factor %.2f%n", difference, ratio);
    }
}
