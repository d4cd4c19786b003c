package io.github.idempotency.engine;

import java.util.concurrent.TimeUnit;

/**
 * How many records to remove at once, and how long to rest in between, so that those who claim meanwhile hardly notice.
 *
 * <p>A batch is meant to last a few milliseconds, because that is how long others wait for what it locks, and what it
 * puts in front of them in the server's queues. How many records those are is a matter of the server, its load, and of how much
 * of the table it has in memory; the last batch is the best guess. Resting for a multiple of what a batch took leaves
 * most of the server to others: the slower it is, the longer, and so several instances make room for each other too.
 *
 * <p>Not thread-safe.
 */
final class PurgePace {

    /** Any fewer cost hardly less than these. */
    static final int SMALLEST_BATCH = 50;

    private static final long INTENDED_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final int RESTS_PER_BATCH = 9;

    /** So that it keeps up with what comes in even where every call is slow. */
    private static final long LONGEST_REST_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final int most;
    private final int fewest;
    private int batchSize;

    PurgePace(int most) {
        this.most = most;
        this.fewest = Math.min(SMALLEST_BATCH, most);
        this.batchSize = fewest;
    }

    int batchSize() {
        return batchSize;
    }

    /** @return how long to rest after a batch that took as long, in nanoseconds */
    long restAfter(long nanos) {
        double fitting = (double) batchSize * INTENDED_NANOS / Math.max(nanos, 1);
        resize(Math.min(Math.max(fitting, batchSize / 2.0), batchSize * 2.0));
        return Math.min(nanos * RESTS_PER_BATCH, Math.max(nanos, LONGEST_REST_NANOS));
    }

    /** Perhaps it took longer than the store allows. */
    void failed() {
        resize(batchSize / 2.0);
    }

    private void resize(double size) {
        batchSize = (int) Math.min(Math.max(size, fewest), most);
    }
}
