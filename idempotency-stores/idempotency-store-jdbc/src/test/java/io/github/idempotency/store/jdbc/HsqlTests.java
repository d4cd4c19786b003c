package io.github.idempotency.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.idempotency.Fingerprint;
import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.store.Claim;
import io.github.idempotency.store.ClaimRequest;
import io.github.idempotency.store.Owner;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** What is special about HSQLDB: one error for all that is not found, and a session's time zone. */
class HsqlTests {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final TestDatabase database = new TestDatabase("hsqldb", "jdbc:hsqldb:mem:" + UUID.randomUUID());
    private final JdbcTemplate template = new JdbcTemplate(database.unpooled());
    private final JdbcIdempotencyStore store = new JdbcIdempotencyStore(
            database.unpooled(), JdbcStoreSettings.defaults().withTimeout(LONG));

    @AfterEach
    void close() {
        template.execute("SHUTDOWN");
    }

    @Test
    void aMissingTableOrColumnIsReportedAsSuch() {
        assertThatThrownBy(() -> store.claim(request()))
                .hasMessageContaining("does not exist")
                .hasMessageContaining("schema-hsqldb.sql");

        database.createTable(JdbcStoreSettings.DEFAULT_TABLE);
        template.execute("ALTER TABLE idempotency_record DROP COLUMN operation");
        assertThatThrownBy(() -> store.claim(request())).hasMessageContaining("lacks a column");
    }

    /** The record must not look 14 hours older to a session further west. */
    @Test
    void timeIsTheSameForSessionsInDifferentZones() {
        database.createTable(JdbcStoreSettings.DEFAULT_TABLE);
        assertThat(store.claim(request())).isInstanceOf(Claim.Granted.class);
        long claimed = template.queryForObject("SELECT MAX(created_at) FROM idempotency_record", Long.class);
        for (String zone : new String[] {"-12:00", "+14:00"}) {
            long now = template.execute((Connection connection) -> {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("SET TIME ZONE INTERVAL '" + zone + "' HOUR TO MINUTE");
                    try (ResultSet rows = statement.executeQuery(
                            "VALUES (" + database.dialect().now() + ")")) {
                        rows.next();
                        return rows.getLong(1);
                    }
                }
            });
            assertThat(Duration.ofMillis((now - claimed) / 1000)).isBetween(Duration.ZERO, LONG);
        }
    }

    private static ClaimRequest request() {
        return new ClaimRequest(IdempotencyKey.of("a"), Owner.next(), Fingerprint.NONE, "test", LONG, LONG, true);
    }
}
