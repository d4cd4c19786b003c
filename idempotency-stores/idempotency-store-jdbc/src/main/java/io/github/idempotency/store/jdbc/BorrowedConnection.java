package io.github.idempotency.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A pooled connection for the length of one call: commits every statement by itself, never reads from its socket longer
 * than the call may last, and goes back as it came. None of this costs a round trip where the pool's defaults are usual.
 */
final class BorrowedConnection implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(JdbcIdempotencyStore.class);

    private final Connection connection;
    private final ReadLimit reads;
    private final boolean autoCommit;
    private int isolation;
    private boolean broken;

    private BorrowedConnection(Connection connection, Deadline deadline) throws SQLException {
        this.connection = connection;
        this.reads = new ReadLimit(connection, deadline);
        reads.apply();
        this.autoCommit = connection.getAutoCommit();
        this.isolation = Connection.TRANSACTION_NONE;
        if (!autoCommit) {
            connection.setAutoCommit(true);
        }
    }

    static BorrowedConnection of(Connection connection, Deadline deadline) throws SQLException {
        try {
            return new BorrowedConnection(connection, deadline);
        } catch (SQLException | RuntimeException e) {
            discard(connection);
            throw e;
        }
    }

    Connection connection() {
        return connection;
    }

    SqlSession session() {
        return new SqlSession(connection, reads::apply);
    }

    void readCommitted() throws SQLException {
        reads.apply();
        int present = connection.getTransactionIsolation();
        if (present > Connection.TRANSACTION_READ_COMMITTED) {
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            isolation = present;
        }
    }

    /** The connection is not to be used again: it failed, or a reply may still be under way to it. */
    void markBroken() {
        broken = true;
    }

    /** Never throws: what the call has learnt stays true. */
    @Override
    public void close() {
        if (broken) {
            discard(connection);
            return;
        }
        try {
            if (isolation != Connection.TRANSACTION_NONE) {
                connection.setTransactionIsolation(isolation);
            }
            if (!autoCommit) {
                connection.setAutoCommit(false);
            }
            reads.lift();
            connection.close();
        } catch (SQLException e) {
            log.debug("A connection could not be given back as it came and is discarded", e);
            discard(connection);
        }
    }

    private static void discard(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException | AbstractMethodError e) {
            log.debug("A broken connection could not be aborted", e);
        }
        try {
            connection.close();
        } catch (SQLException e) {
            log.debug("A broken connection could not be closed", e);
        }
    }
}
