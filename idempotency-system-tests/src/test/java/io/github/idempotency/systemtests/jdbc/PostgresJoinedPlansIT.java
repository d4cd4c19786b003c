package io.github.idempotency.systemtests.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.idempotency.store.jdbc.JdbcIdempotencyStore;
import io.github.idempotency.store.jdbc.JdbcStoreSettings;
import io.github.idempotency.systemtests.support.JdbcTestServer;
import io.github.idempotency.systemtests.support.PostgresTestServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.JdbcTemplate;

/** Prepared statements outlive what their plans were made for. */
@Timeout(120)
class PostgresJoinedPlansIT {

    private static final int CONNECTIONS = 4;
    private static final int CALLS = 1_024;
    private static final int ROWS = 50_000;

    private final JdbcTestServer server = PostgresTestServer.shared();
    private final JdbcTemplate database = new JdbcTemplate(server.unpooled());

    @Test
    void aPlanMadeForAnEmptyTableDoesNotStay() throws Exception {
        JdbcStoreSettings settings =
                TestTable.create(server.unpooled(), "postgresql").withTimeout(Duration.ofSeconds(20));
        String table = settings.table();
        // It would plan anew, too, though a minute later, and only where it is not busy elsewhere.
        database.execute("ALTER TABLE " + table + " SET (autovacuum_enabled = false)");
        try (HikariDataSource pool = server.pool(CONNECTIONS)) {
            JdbcIdempotencyStore store = new JdbcIdempotencyStore(pool, settings);
            claims(store);
            database.update(
                    "INSERT INTO " + table + " SELECT sha256(CAST(CAST(n AS text) AS bytea)), 1, 'S', '', 'test',"
                            + " '', 1, 1, 1, n, n, 1, 'R', '' FROM generate_series(1, " + ROWS + ") n");
            claims(store);
            long before = rowsRead(pool, table);

            claims(store);

            assertThat(rowsRead(pool, table) - before).isLessThan(ROWS);
        } finally {
            database.execute("DROP TABLE " + table);
        }
    }

    private static void claims(JdbcIdempotencyStore store) throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(32);
        try {
            List<Future<?>> calls = new ArrayList<>();
            for (int i = 0; i < CALLS; i++) {
                calls.add(callers.submit(() -> Calls.granted(store, Calls.request())));
            }
            for (Future<?> call : calls) {
                call.get();
            }
        } finally {
            callers.shutdownNow();
        }
    }

    /** Without an index. */
    private long rowsRead(HikariDataSource pool, String table) throws SQLException {
        List<Connection> all = new ArrayList<>();
        try {
            // Each of them tells what it has counted when it is asked to.
            while (all.size() < CONNECTIONS) {
                Connection connection = pool.getConnection();
                all.add(connection);
                try (Statement statement = connection.createStatement()) {
                    statement.execute("SELECT pg_stat_force_next_flush()");
                }
            }
        } finally {
            for (Connection each : all) {
                each.close();
            }
        }
        Long rows = database.queryForObject(
                "SELECT seq_tup_read FROM pg_stat_user_tables WHERE relname = ?", Long.class, table);
        return rows == null ? 0 : rows;
    }
}
