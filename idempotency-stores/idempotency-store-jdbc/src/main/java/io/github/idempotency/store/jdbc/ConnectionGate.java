package io.github.idempotency.store.jdbc;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * Gets connections in time, whatever the data source does meanwhile.
 *
 * <p>A pool that is merely exhausted can be interrupted. One that tests a connection, or opens one, reads from a socket,
 * and nobody can interrupt that; the driver's own limits may be long or missing. So while the database has just answered
 * over a connection that was quickly had, and not for the first time, the calling thread asks for the next one itself,
 * under a guard; otherwise a helper thread does, and is left behind if it takes too long.
 */
final class ConnectionGate {

    /** Below the half second for which HikariCP trusts a connection without a test. */
    private static final long TRUST_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    /** A connection that takes longer was opened, tested or waited for; one that was opened may also take less. */
    private static final long QUICK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private static final int HELPERS = 16;
    private static final long IDLE_SECONDS = 10;

    private final DataSource dataSource;
    private final SeenConnections seen = new SeenConnections();
    private final Semaphore helpers = new Semaphore(HELPERS);
    private final ExecutorService threads;
    private final ScheduledThreadPoolExecutor alarms;
    private volatile long lastAnswer = System.nanoTime() - TRUST_NANOS;
    private volatile boolean quick;

    ConnectionGate(DataSource dataSource) {
        this.dataSource = dataSource;
        this.threads = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), daemons("connect"));
        this.alarms = new ScheduledThreadPoolExecutor(1, daemons("alarm"));
        alarms.setRemoveOnCancelPolicy(true);
        alarms.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        alarms.allowCoreThreadTimeOut(true);
    }

    /** A connection before the deadline, or an exception by then; an interrupt ends the wait and stays visible. */
    BorrowedConnection borrow(Deadline deadline) throws SQLException {
        try {
            return trusted() ? here(deadline) : elsewhere(deadline);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLTransientConnectionException("Interrupted while waiting for a connection", e);
        }
    }

    /** The database has answered over a borrowed connection. */
    void answered() {
        lastAnswer = System.nanoTime();
    }

    private boolean trusted() {
        return quick && System.nanoTime() - lastAnswer < TRUST_NANOS;
    }

    private BorrowedConnection open(Deadline deadline) throws SQLException {
        long start = System.nanoTime();
        BorrowedConnection borrowed = BorrowedConnection.of(dataSource.getConnection(), deadline);
        boolean inTime = System.nanoTime() - start < QUICK_NANOS;
        quick = seen.again(borrowed.connection()) && inTime;
        return borrowed;
    }

    private BorrowedConnection here(Deadline deadline) throws SQLException, InterruptedException {
        InterruptGuard guard = new InterruptGuard(Thread.currentThread());
        Future<?> alarm = alarms.schedule(guard, deadline.remainingNanos(), TimeUnit.NANOSECONDS);
        boolean late = false;
        try {
            return open(deadline);
        } catch (SQLException e) {
            late = guard.disarm();
            if (!late && e.getCause() instanceof InterruptedException) {
                throw new InterruptedException();
            }
            throw e;
        } finally {
            alarm.cancel(false);
            if (late || guard.disarm()) {
                Thread.interrupted();
            }
        }
    }

    private BorrowedConnection elsewhere(Deadline deadline) throws SQLException, InterruptedException {
        if (!helpers.tryAcquire(deadline.remainingNanos(), TimeUnit.NANOSECONDS)) {
            throw new SQLTransientConnectionException(HELPERS + " threads are already waiting for a connection");
        }
        if (trusted()) {
            helpers.release();
            return here(deadline);
        }
        ConnectionHandover handover = new ConnectionHandover(() -> open(deadline), helpers::release);
        boolean started = false;
        try {
            threads.execute(handover);
            started = true;
        } finally {
            if (!started) {
                helpers.release();
            }
        }
        return handover.await(deadline);
    }

    private static ThreadFactory daemons(String purpose) {
        return task -> {
            // Started by whatever request comes first, whose thread locals are its own.
            Thread thread = new Thread(null, task, "idempotency-jdbc-" + purpose, 0, false);
            thread.setDaemon(true);
            return thread;
        };
    }
}
