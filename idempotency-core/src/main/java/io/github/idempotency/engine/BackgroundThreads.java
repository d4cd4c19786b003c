package io.github.idempotency.engine;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Daemon threads with telling names. */
final class BackgroundThreads {

    private BackgroundThreads() {}

    static ScheduledExecutorService scheduler(String name, int threads) {
        ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(threads, named(name));
        scheduler.setRemoveOnCancelPolicy(true);
        scheduler.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        return scheduler;
    }

    /** As many threads as there is work for, up to a limit; beyond it work queues, and idle threads end. */
    static ThreadPoolExecutor elastic(String name, int mostThreads) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                mostThreads, mostThreads, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), named(name));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** Waits for threads that were told to stop; an interrupt ends the waiting and stays visible. */
    static void await(ExecutorService stopping, Duration atMost) {
        try {
            stopping.awaitTermination(Nanos.of(atMost), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ThreadFactory named(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            // Born of whatever request happens to need it first: it must not inherit that request's thread locals.
            Thread thread = new Thread(null, task, name + "-" + number.incrementAndGet(), 0, false);
            thread.setDaemon(true);
            return thread;
        };
    }
}
