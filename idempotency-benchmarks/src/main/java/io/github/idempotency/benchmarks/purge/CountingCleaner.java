package io.github.idempotency.benchmarks.purge;

import io.github.idempotency.store.ExpiredRecordCleaner;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what all purging instances remove, and measures their batches. */
final class CountingCleaner {

    private final AtomicLong removed = new AtomicLong();
    private final AtomicInteger failed = new AtomicInteger();
    private final Latencies batches = new Latencies();

    ExpiredRecordCleaner around(ExpiredRecordCleaner cleaner) {
        return atMost -> {
            long start = System.nanoTime();
            try {
                int batch = cleaner.removeExpired(atMost);
                if (batch > 0) {
                    removed.addAndGet(batch);
                    batches.add(System.nanoTime() - start);
                }
                return batch;
            } catch (RuntimeException e) {
                failed.incrementAndGet();
                throw e;
            }
        };
    }

    long removed() {
        return removed.get();
    }

    int failed() {
        return failed.get();
    }

    Latencies.Distribution batches() {
        return batches.distribution();
    }
}
