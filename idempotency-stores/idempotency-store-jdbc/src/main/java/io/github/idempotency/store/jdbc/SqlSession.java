package io.github.idempotency.store.jdbc;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs statements on a connection, wherever that comes from: one of the store's own, or one bound to a caller's
 * transaction.
 */
final class SqlSession {

    /** Called before every statement; throws if there is no time left for it. */
    interface BeforeStatement {
        void check() throws SQLException;
    }

    /** Reads the current row. */
    interface RowReader<T extends @Nullable Object> {
        T read(ResultSet row) throws SQLException;
    }

    private final Connection connection;
    private final BeforeStatement before;
    private int queryTimeout;

    SqlSession(Connection connection, BeforeStatement before) {
        this.connection = connection;
        this.before = before;
    }

    Connection connection() {
        return connection;
    }

    /** @param seconds after which the driver is to cancel each of the following statements; 0 for never */
    void limitStatements(int seconds) {
        queryTimeout = seconds;
    }

    /** Not prepared, and even if there is no time left: for what has to be put back. */
    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** @return the number of rows, as the driver counts them: on MySQL matched or changed ones, depending on its settings */
    int update(String sql, Object... arguments) throws SQLException {
        before.check();
        try (PreparedStatement statement = prepared(sql, arguments)) {
            return statement.executeUpdate();
        }
    }

    /** The first row, or null if there is none. Also runs data-changing statements that return rows. */
    <T> @Nullable T first(String sql, RowReader<T> reader, Object... arguments) throws SQLException {
        return firstOf(0, sql, reader, arguments);
    }

    /**
     * For several statements at once, where the driver takes them.
     *
     * @param skipped how many results come before the one whose first row counts
     */
    <T> @Nullable T firstOf(int skipped, String sql, RowReader<T> reader, Object... arguments) throws SQLException {
        before.check();
        try (PreparedStatement statement = prepared(sql, arguments)) {
            boolean hasRows = statement.execute();
            for (int i = 0; i < skipped; i++) {
                hasRows = statement.getMoreResults();
            }
            if (!hasRows) {
                throw new SQLException("The driver returned no rows where the statement asks for them");
            }
            try (ResultSet rows = statement.getResultSet()) {
                return rows.next() ? reader.read(rows) : null;
            }
        }
    }

    /** All rows. */
    <T extends @Nullable Object> List<T> all(String sql, RowReader<T> reader, Object... arguments) throws SQLException {
        before.check();
        try (PreparedStatement statement = prepared(sql, arguments);
                ResultSet rows = statement.executeQuery()) {
            List<T> read = new ArrayList<>();
            while (rows.next()) {
                read.add(reader.read(rows));
            }
            return read;
        }
    }

    private PreparedStatement prepared(String sql, Object[] arguments) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            if (queryTimeout > 0) {
                statement.setQueryTimeout(queryTimeout);
            }
            bind(statement, arguments);
            return statement;
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }

    private static void bind(PreparedStatement statement, Object[] arguments) throws SQLException {
        for (int i = 0; i < arguments.length; i++) {
            Object argument = arguments[i];
            if (argument instanceof byte[] bytes) {
                statement.setBytes(i + 1, bytes);
            } else if (argument instanceof Long number) {
                statement.setLong(i + 1, number);
            } else if (argument instanceof Integer number) {
                statement.setInt(i + 1, number);
            } else if (argument instanceof Array array) {
                statement.setArray(i + 1, array);
            } else if (argument instanceof Boolean flag) {
                statement.setBoolean(i + 1, flag);
            } else {
                statement.setString(i + 1, (String) argument);
            }
        }
    }
}
