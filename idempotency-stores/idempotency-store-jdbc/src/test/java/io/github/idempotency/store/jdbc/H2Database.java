package io.github.idempotency.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;

/** An H2 database in memory with the table in it; gone when closed. */
final class H2Database implements AutoCloseable {

    private final JdbcConnectionPool pool;

    private H2Database(JdbcConnectionPool pool) {
        this.pool = pool;
    }

    static H2Database withTable(String... options) {
        H2Database database = empty(options);
        database.execute(SchemaScripts.text(SqlDialects.of("h2"), JdbcStoreSettings.DEFAULT_TABLE));
        return database;
    }

    static H2Database empty(String... options) {
        String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;" + String.join(";", options);
        JdbcConnectionPool pool = JdbcConnectionPool.create(url, "sa", "");
        pool.setMaxConnections(40);
        return new H2Database(pool);
    }

    DataSource dataSource() {
        return pool;
    }

    void execute(String sql) {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Changes one record behind the store's back. */
    void set(String assignment, byte[] id) {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("UPDATE idempotency_record SET " + assignment + " WHERE id = ?")) {
            statement.setBytes(1, id);
            if (statement.executeUpdate() != 1) {
                throw new IllegalStateException("There is no such record");
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        execute("SHUTDOWN IMMEDIATELY");
        pool.dispose();
    }
}
