package io.github.idempotency.engine;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the ticks of all heartbeats of an engine: one thread keeps the time, and as many as a slow store makes necessary,
 * within a limit, call it.
 */
final class Heartbeats implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(IdempotencyEngine.class);
    private static final int MOST_THREADS = 32;

    private final ScheduledExecutorService clock;
    private final ThreadPoolExecutor ticking;
    private final Duration patience;
    private final AtomicBoolean behind = new AtomicBoolean();

    /** @param storeTimeout how long closing waits for a tick under way */
    Heartbeats(Duration storeTimeout) {
        this(BackgroundThreads.scheduler("idempotency-heartbeat", 1), storeTimeout);
    }

    Heartbeats(ScheduledExecutorService clock, Duration storeTimeout) {
        this.clock = clock;
        this.ticking = BackgroundThreads.elastic("idempotency-renewal", MOST_THREADS);
        this.patience = storeTimeout;
    }

    /** @return what takes the tick back, or {@code null} if there will be none because the engine is closed */
    @Nullable
    Future<?> schedule(Runnable tick, long delayNanos) {
        try {
            return clock.schedule(() -> dispatch(tick), delayNanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            log.debug("Heartbeats have ended: the engine is closed");
            return null;
        }
    }

    /** To be told of every tick that starts. Logs once when ticks begin to be late, until they are all in time again. */
    void started(long lateNanos, Duration lease) {
        if (lateNanos > Nanos.of(lease) / 3) {
            if (behind.compareAndSet(false, true)) {
                log.warn(
                        "Leases are renewed {} ms late, of {} ms, and may run out while their calls execute. The store"
                                + " is too slow for the calls that run at the same time: raise idempotency.lease.",
                        TimeUnit.NANOSECONDS.toMillis(lateNanos),
                        lease.toMillis());
            }
        } else if (ticking.getQueue().isEmpty()) {
            behind.set(false);
        }
    }

    /** Lets ticks under way end. No interrupts: some drivers answer one by closing more than the call it hit. */
    @Override
    public void close() {
        clock.shutdown();
        BackgroundThreads.await(clock, patience);
        ticking.getQueue().clear();
        ticking.shutdown();
        BackgroundThreads.await(ticking, patience);
    }

    private void dispatch(Runnable tick) {
        try {
            ticking.execute(tick);
        } catch (RejectedExecutionException e) {
            log.debug("Heartbeats have ended: the engine is closed");
        } catch (Error e) {
            // No thread to be had. A slow tick here is better than none.
            tick.run();
        }
    }
}
