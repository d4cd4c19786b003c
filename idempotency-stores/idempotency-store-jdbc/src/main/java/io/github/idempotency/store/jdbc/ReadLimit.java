package io.github.idempotency.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLTimeoutException;

/** Keeps reads from a connection's socket from outlasting a deadline, where the driver can. Costs no round trip. */
final class ReadLimit {

    private static final int UNSUPPORTED = -1;

    private final Connection connection;
    private final Deadline deadline;
    private final int before;

    /** Changes nothing yet. */
    ReadLimit(Connection connection, Deadline deadline) throws SQLException {
        this.connection = connection;
        this.deadline = deadline;
        this.before = networkTimeout(connection);
    }

    /** For what is done next. */
    void apply() throws SQLException {
        if (deadline.passed()) {
            throw new SQLTimeoutException("The time for this call has passed");
        }
        if (before != UNSUPPORTED) {
            connection.setNetworkTimeout(Runnable::run, deadline.remainingMillis());
        }
    }

    void lift() throws SQLException {
        if (before != UNSUPPORTED) {
            connection.setNetworkTimeout(Runnable::run, before);
        }
    }

    private static int networkTimeout(Connection connection) throws SQLException {
        try {
            int present = connection.getNetworkTimeout();
            return present == 0 && cannotSet(connection) ? UNSUPPORTED : present;
        } catch (SQLFeatureNotSupportedException | AbstractMethodError e) {
            return UNSUPPORTED;
        }
    }

    /** HSQLDB has one to get and none to set, and a pool may throw a connection away that refuses to do something. */
    private static boolean cannotSet(Connection connection) throws SQLException {
        return connection.getMetaData().getDriverName().startsWith("HSQL");
    }
}
