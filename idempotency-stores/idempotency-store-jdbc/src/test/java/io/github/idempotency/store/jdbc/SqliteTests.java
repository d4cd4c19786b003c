package io.github.idempotency.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.github.idempotency.Fingerprint;
import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.store.Claim;
import io.github.idempotency.store.ClaimRequest;
import io.github.idempotency.store.Owner;
import io.github.idempotency.store.StoreUnavailableException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** What is special about SQLite: one writer at a time for the whole file, and errors without SQL states. */
class SqliteTests {

    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    private TestDatabase database;

    @BeforeEach
    void open() {
        database = new TestDatabase("sqlite", "jdbc:sqlite:" + folder.resolve("records.db") + "?busy_timeout=10");
    }

    @Test
    void aCallWaitsForAnotherWriterUntilItsTimeHasPassed() throws Exception {
        database.createTable(JdbcStoreSettings.DEFAULT_TABLE);
        try (HikariDataSource pool = database.pool();
                Connection writer = pool.getConnection();
                Statement statement = writer.createStatement()) {
            JdbcIdempotencyStore store = store(pool, Duration.ofSeconds(20));
            JdbcIdempotencyStore hasty = store(pool, Duration.ofMillis(200));
            statement.execute("BEGIN IMMEDIATE");

            assertThatThrownBy(() -> hasty.claim(request())).isInstanceOf(StoreUnavailableException.class);
            CompletableFuture<Claim> patient = CompletableFuture.supplyAsync(() -> store.claim(request()));
            assertThat(patient).isNotDone();
            statement.execute("COMMIT");

            assertThat(patient.get(20, TimeUnit.SECONDS)).isInstanceOf(Claim.Granted.class);
        }
    }

    @Test
    void aMissingTableColumnOrRightIsReportedAsSuch() {
        JdbcIdempotencyStore store = store(database.unpooled(), LONG);
        assertThatThrownBy(() -> store.claim(request()))
                .hasMessageContaining("does not exist")
                .hasMessageContaining("schema-sqlite.sql");

        database.createTable(JdbcStoreSettings.DEFAULT_TABLE);
        new JdbcTemplate(database.unpooled()).execute("ALTER TABLE idempotency_record DROP COLUMN operation");
        assertThatThrownBy(() -> store.claim(request())).hasMessageContaining("lacks a column");
        assertThatThrownBy(() -> store.find(IdempotencyKey.of("a"))).hasMessageContaining("lacks a column");
    }

    @Test
    void aFileThatMayOnlyBeReadIsReportedAsSuch() {
        database.createTable(JdbcStoreSettings.DEFAULT_TABLE);
        TestDatabase readOnly =
                new TestDatabase("sqlite", "jdbc:sqlite:file:" + folder.resolve("records.db") + "?mode=ro");

        assertThatThrownBy(() -> store(readOnly.unpooled(), LONG).claim(request()))
                .hasMessageContaining("read-only");
    }

    private static JdbcIdempotencyStore store(DataSource dataSource, Duration timeout) {
        return new JdbcIdempotencyStore(dataSource, JdbcStoreSettings.defaults().withTimeout(timeout));
    }

    private static ClaimRequest request() {
        return new ClaimRequest(IdempotencyKey.of("a"), Owner.next(), Fingerprint.NONE, "test", LONG, LONG, true);
    }
}
