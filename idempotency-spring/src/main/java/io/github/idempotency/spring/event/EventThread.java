package io.github.idempotency.spring.event;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread on which the application's listeners hear of what happens in the background, in order. The engine's own
 * threads renew the leases of other calls, which must not run out while a listener takes its time. Started with the first
 * such event; ends when there is nothing to tell for a while.
 */
final class EventThread implements AutoCloseable {

    /** As many may wait to be told; further ones are counted and dropped. */
    static final int MOST_WAITING = 1_000;

    private static final Logger log = LoggerFactory.getLogger(EventPublishingListener.class);
    private static final long IDLE_SECONDS = 10;
    private static final long PATIENCE_AT_CLOSE_SECONDS = 5;

    private final AtomicLong dropped = new AtomicLong();
    private final ThreadPoolExecutor executor;

    EventThread() {
        executor = new ThreadPoolExecutor(
                1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING), EventThread::daemon);
        executor.allowCoreThreadTimeOut(true);
        executor.setRejectedExecutionHandler((task, pool) -> drop(pool));
    }

    void run(Runnable task) {
        executor.execute(task);
    }

    private void drop(ThreadPoolExecutor pool) {
        if (!pool.isShutdown() && dropped.incrementAndGet() % MOST_WAITING == 1) {
            log.warn(
                    "Listeners to idempotency events are too slow: {} events have been dropped so far. Make them quicker,"
                            + " or have them hand their work to a thread of their own.",
                    dropped.get());
        }
    }

    /** Started by whatever request comes first, whose thread locals are its own. */
    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(null, task, "idempotency-events", 0, false);
        thread.setContextClassLoader(EventThread.class.getClassLoader());
        thread.setDaemon(true);
        return thread;
    }

    /** Tells what has happened until now, for a few seconds at most. */
    @Override
    public void close() {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(PATIENCE_AT_CLOSE_SECONDS, TimeUnit.SECONDS)) {
                executor.shutdownNow();
            }
        } catch (InterruptedException e) {
            executor.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
