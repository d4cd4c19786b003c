package io.github.idempotency.engine;

import io.github.idempotency.TransactionMode;
import io.github.idempotency.WhenAbandoned;
import io.github.idempotency.WhenFails;
import io.github.idempotency.WhenInProgress;
import io.github.idempotency.WhenStoreFails;
import java.time.Duration;
import java.util.Locale;

/**
 * How one operation wants to be protected.
 *
 * @param lease how long an owner that went silent blocks the key
 * @param retention how long a recorded answer is replayed, measured from completion
 * @param whenInProgress what a duplicate meets while the first call runs
 * @param maxWait how long a duplicate waits at most under {@link WhenInProgress#WAIT}
 * @param whenAbandoned what a retry meets when the owner vanished
 * @param whenStoreFails what a call meets when the store cannot be reached
 * @param whenFails what a failure does to the key
 * @param transaction how the record stands to the transaction of the application's writes
 */
public record CallPolicy(
        Duration lease,
        Duration retention,
        WhenInProgress whenInProgress,
        Duration maxWait,
        WhenAbandoned whenAbandoned,
        WhenStoreFails whenStoreFails,
        WhenFails whenFails,
        TransactionMode transaction) {

    private static final Duration SHORTEST_LEASE = Duration.ofMillis(100);

    /** @throws IllegalArgumentException if the durations contradict each other; the message names the fix */
    public CallPolicy {
        if (lease.compareTo(SHORTEST_LEASE) < 0) {
            throw new IllegalArgumentException("The lease must be at least 100ms, it is " + text(lease)
                    + ". Choose a few seconds: it is renewed while the call runs.");
        }
        if (retention.compareTo(lease) < 0) {
            throw new IllegalArgumentException("The retention (" + text(retention)
                    + ") must not be shorter than the lease (" + text(lease) + "). Raise retention or lower lease.");
        }
        if (maxWait.isNegative() || (whenInProgress == WhenInProgress.WAIT && maxWait.isZero())) {
            throw new IllegalArgumentException("max-wait must be positive where duplicates wait, it is " + text(maxWait)
                    + ". Set max-wait, or set when-in-progress to reject.");
        }
    }

    /** This policy with another {@link #lease()}. */
    public CallPolicy withLease(Duration value) {
        return new CallPolicy(
                value, retention, whenInProgress, maxWait, whenAbandoned, whenStoreFails, whenFails, transaction);
    }

    /** This policy with another {@link #retention()}. */
    public CallPolicy withRetention(Duration value) {
        return new CallPolicy(
                lease, value, whenInProgress, maxWait, whenAbandoned, whenStoreFails, whenFails, transaction);
    }

    /** This policy with another {@link #whenInProgress()}. */
    public CallPolicy withWhenInProgress(WhenInProgress value) {
        return new CallPolicy(lease, retention, value, maxWait, whenAbandoned, whenStoreFails, whenFails, transaction);
    }

    /** This policy with another {@link #maxWait()}. */
    public CallPolicy withMaxWait(Duration value) {
        return new CallPolicy(
                lease, retention, whenInProgress, value, whenAbandoned, whenStoreFails, whenFails, transaction);
    }

    /** This policy with another {@link #whenAbandoned()}. */
    public CallPolicy withWhenAbandoned(WhenAbandoned value) {
        return new CallPolicy(lease, retention, whenInProgress, maxWait, value, whenStoreFails, whenFails, transaction);
    }

    /** This policy with another {@link #whenStoreFails()}. */
    public CallPolicy withWhenStoreFails(WhenStoreFails value) {
        return new CallPolicy(lease, retention, whenInProgress, maxWait, whenAbandoned, value, whenFails, transaction);
    }

    /** This policy with another {@link #whenFails()}. */
    public CallPolicy withWhenFails(WhenFails value) {
        return new CallPolicy(
                lease, retention, whenInProgress, maxWait, whenAbandoned, whenStoreFails, value, transaction);
    }

    /** This policy with another {@link #transaction()}. */
    public CallPolicy withTransaction(TransactionMode value) {
        return new CallPolicy(
                lease, retention, whenInProgress, maxWait, whenAbandoned, whenStoreFails, whenFails, value);
    }

    private static String text(Duration duration) {
        return duration.toString().substring(2).toLowerCase(Locale.ROOT);
    }
}
