package io.github.idempotency.store.jdbc;

import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Runs calls on connections of their own: within the timeout, repeated where the database asks for it, errors translated. */
final class StoreCalls {

    /** Statements for one call; null if the record changed under them and they have to be tried again. */
    interface Work<T> {
        @Nullable
        T run(RecordStatements records, SqlSession session) throws SQLException;
    }

    /** Statements for several calls at once. */
    interface JoinedWork<T> {
        T run(JoinedStatements joined, SqlSession session) throws SQLException;
    }

    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final JdbcStoreSettings settings;
    private final ConnectionGate gate;
    private final KnownProduct product;

    StoreCalls(DataSource dataSource, KnownProduct product, JdbcStoreSettings settings) {
        this.settings = settings;
        this.gate = new ConnectionGate(dataSource);
        this.product = product;
    }

    <T> T call(String verb, Work<T> work) {
        return call(verb, deadline(), work);
    }

    <T> T call(String verb, Deadline deadline, Work<T> work) {
        return call(verb, settings, deadline, false, work);
    }

    /** For a call that begins now. */
    Deadline deadline() {
        return Deadline.after(settings.timeout());
    }

    /** Whether the product is known, and has statements for several calls at once. */
    boolean joins() {
        SqlDialect dialect = product.dialect();
        return dialect != null && product.statements(dialect).joined() != null;
    }

    /** Only where calls are joined. */
    <T> T joined(String verb, Deadline deadline, JoinedWork<T> work) {
        return call(verb, deadline, (records, session) -> {
            JoinedStatements joined = records.joined();
            if (joined == null) {
                throw new IllegalStateException("No statements for several calls at once");
            }
            return work.run(joined, session);
        });
    }

    /**
     * With the isolation the dialect wants for looking at many records.
     *
     * @param timeouts how many times the usual timeout it may take
     */
    <T> T callOnMany(String verb, int timeouts, Work<T> work) {
        JdbcStoreSettings limits = settings.withTimeout(settings.timeout().multipliedBy(timeouts));
        return call(verb, limits, Deadline.after(limits.timeout()), true, work);
    }

    /**
     * A thread that is already interrupted works on, so that a cancelled caller can still record what it did; it does so
     * with its mark taken off, because embedded databases close their files when they are read by an interrupted thread.
     */
    private <T> T call(String verb, JdbcStoreSettings limits, Deadline deadline, boolean many, Work<T> work) {
        boolean interrupted = Thread.interrupted();
        try {
            return onConnection(verb, limits, deadline, many, work);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private <T> T onConnection(String verb, JdbcStoreSettings limits, Deadline deadline, boolean many, Work<T> work) {
        BorrowedConnection borrowed;
        try {
            if (deadline.passed()) {
                // A connection that came too late would be thrown away.
                throw new SQLTimeoutException("The time for this call has passed");
            }
            borrowed = gate.borrow(deadline);
        } catch (SQLException | RuntimeException e) {
            throw SqlFailures.noConnection(verb, limits, e);
        }
        try (borrowed) {
            SqlDialect dialect = product.dialect(borrowed.connection());
            if (many && dialect.purgesInReadCommitted()) {
                borrowed.readCommitted();
            }
            T answer = repeatedly(work, dialect, borrowed, deadline);
            gate.answered();
            return answer;
        } catch (SQLException e) {
            if (SqlFailures.connectionLost(e) || deadline.passed()) {
                borrowed.markBroken();
            } else {
                gate.answered();
            }
            throw SqlFailures.failed(verb, limits, product.dialect(), e);
        }
    }

    private <T> T repeatedly(Work<T> work, SqlDialect dialect, BorrowedConnection borrowed, Deadline deadline)
            throws SQLException {
        RecordStatements records = product.statements(dialect);
        SqlSession session = borrowed.session();
        for (int tries = 1; ; tries++) {
            try {
                T answer = work.run(records, session);
                if (answer != null) {
                    return answer;
                }
            } catch (SQLException e) {
                if (!dialect.repeatable(e) || deadline.passed()) {
                    throw e;
                }
            }
            pause(tries);
        }
    }

    /** The first repetition follows at once: whoever was in the way has just committed. */
    static void pause(int tries) {
        if (tries > 1) {
            long longest = Math.min(LONGEST_PAUSE_NANOS, TimeUnit.MILLISECONDS.toNanos(tries));
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(longest));
        }
    }
}
