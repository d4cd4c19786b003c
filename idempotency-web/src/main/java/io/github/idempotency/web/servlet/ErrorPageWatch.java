package io.github.idempotency.web.servlet;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Looks later whether an error page has come, on a daemon thread that exists only while there is something to look for. */
final class ErrorPageWatch {

    /** How long after the end of a request its error page may begin; in fact it begins at once. */
    private static final long SECONDS = 2;

    private static final long IDLE_SECONDS = 10;
    private static final ScheduledThreadPoolExecutor SCHEDULER = scheduler();

    private ErrorPageWatch() {}

    static void later(Runnable look) {
        SCHEDULER.schedule(look, SECONDS, TimeUnit.SECONDS);
    }

    private static ScheduledThreadPoolExecutor scheduler() {
        ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "idempotency-error-page-watch");
            thread.setDaemon(true);
            return thread;
        });
        scheduler.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        scheduler.allowCoreThreadTimeOut(true);
        return scheduler;
    }
}
