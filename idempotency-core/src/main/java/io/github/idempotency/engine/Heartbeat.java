package io.github.idempotency.engine;

import io.github.idempotency.IdempotencyException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renews one execution's lease at a third of its length until told to stop. A failed tick is followed by an earlier one,
 * so that a single failure never costs the lease.
 */
final class Heartbeat implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(IdempotencyEngine.class);

    private final LeasedExecution execution;
    private final StoreGateway gateway;
    private final Heartbeats heartbeats;
    private final Duration lease;
    private final long leaseNanos;
    private final long limitNanos;
    private final long startNanos;
    private volatile boolean stopped;
    private volatile long dueNanos;
    private volatile @Nullable Future<?> next;

    /** @param startNanos when the claim was sent: the lease cannot have begun earlier */
    Heartbeat(
            LeasedExecution execution,
            StoreGateway gateway,
            Heartbeats heartbeats,
            Duration lease,
            Duration limit,
            long startNanos) {
        this.execution = execution;
        this.gateway = gateway;
        this.heartbeats = heartbeats;
        this.lease = lease;
        this.leaseNanos = Nanos.of(lease);
        this.limitNanos = Nanos.of(limit);
        this.startNanos = startNanos;
    }

    void start() {
        // A slow reply to the claim has used up a part of the first third already.
        try {
            schedule(Math.max(0, interval() - (System.nanoTime() - startNanos)));
        } catch (RuntimeException | Error e) {
            // The clock may have taken the tick although it found no thread for it.
            stop();
            throw e;
        }
    }

    /** Also takes the next tick out of the scheduler, so that an ended execution and its answer are not kept alive. */
    synchronized void stop() {
        stopped = true;
        Future<?> pending = next;
        if (pending != null) {
            pending.cancel(false);
        }
    }

    boolean pastLimit() {
        return System.nanoTime() - startNanos > limitNanos;
    }

    @Override
    public void run() {
        if (stopped) {
            return;
        }
        if (pastLimit()) {
            log.warn(
                    "{} (key {}) has been running longer than idempotency.heartbeat-limit; its lease is no longer"
                            + " renewed and another caller may take over in {}",
                    execution.operation(),
                    execution.key(),
                    lease);
            return;
        }
        try {
            heartbeats.started(System.nanoTime() - dueNanos, lease);
            if (gateway.renewOnce(execution.operation(), execution.lease(), lease)) {
                schedule(interval());
            } else if (!stopped) {
                execution.leaseRefused();
            }
        } catch (Throwable e) {
            // Whatever it was: without a next tick the lease is as good as lost.
            schedule(leaseNanos / 6);
            log.warn(
                    "The lease of {} (key {}) could not be renewed; trying again before it runs out: {}",
                    execution.operation(),
                    execution.key(),
                    e instanceof IdempotencyException
                            ? e.getMessage()
                            : e.getClass().getName());
        }
    }

    /** A third of the lease, or a little less, so that calls that came together are not renewed together for ever. */
    private long interval() {
        long third = leaseNanos / 3;
        return third - ThreadLocalRandom.current().nextLong(third / 10 + 1);
    }

    private synchronized void schedule(long delayNanos) {
        if (stopped) {
            return;
        }
        dueNanos = System.nanoTime() + delayNanos;
        next = heartbeats.schedule(this, delayNanos);
    }
}
