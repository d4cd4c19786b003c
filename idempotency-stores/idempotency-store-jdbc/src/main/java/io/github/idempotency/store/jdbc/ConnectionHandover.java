package io.github.idempotency.store.jdbc;

import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One connection on its way from a helper thread to the caller, or back to the pool if the caller has left. */
final class ConnectionHandover implements Runnable {

    /** Gets the connection. */
    interface Source {
        BorrowedConnection open() throws SQLException;
    }

    private final Source source;
    private final Runnable afterwards;
    private final CompletableFuture<BorrowedConnection> handover = new CompletableFuture<>();
    private volatile @Nullable InterruptGuard helper;

    /** @param afterwards run by the helper at its end, whatever has happened */
    ConnectionHandover(Source source, Runnable afterwards) {
        this.source = source;
        this.afterwards = afterwards;
    }

    @Override
    public void run() {
        InterruptGuard guard = new InterruptGuard(Thread.currentThread());
        helper = guard;
        try {
            if (!handover.isDone()) {
                fetch();
            }
        } finally {
            if (guard.disarm()) {
                Thread.interrupted();
            }
            afterwards.run();
        }
    }

    private void fetch() {
        try {
            BorrowedConnection connection = source.open();
            if (!handover.complete(connection)) {
                connection.close();
            }
        } catch (SQLException | RuntimeException | Error e) {
            handover.completeExceptionally(e);
        }
    }

    BorrowedConnection await(Deadline deadline) throws SQLException, InterruptedException {
        try {
            return handover.get(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } catch (TimeoutException e) {
            leave();
            throw new SQLTimeoutException("No connection was to be had in time", e);
        } catch (InterruptedException e) {
            leave();
            throw e;
        }
    }

    private void leave() {
        if (handover.cancel(false)) {
            InterruptGuard waiting = helper;
            if (waiting != null) {
                waiting.run();
            }
        } else if (!handover.isCompletedExceptionally()) {
            handover.join().close();
        }
    }

    private static SQLException failure(@Nullable Throwable cause) {
        if (cause instanceof SQLException refused) {
            return refused;
        }
        return new SQLException("The data source failed", cause);
    }
}
