package io.github.idempotency.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlainStatementLimitTests {

    @TempDir
    private Path folder;

    @Test
    void aStatementWaitsForAnotherWriterThatLongAndTheSettingComesBack() throws SQLException {
        TestDatabase database =
                new TestDatabase("sqlite", "jdbc:sqlite:" + folder.resolve("limits.db") + "?busy_timeout=600000");
        database.createTable(JdbcStoreSettings.DEFAULT_TABLE);
        try (Connection writer = database.unpooled().getConnection();
                Statement statement = writer.createStatement();
                Connection waiter = database.unpooled().getConnection()) {
            statement.execute("BEGIN IMMEDIATE");
            SqlSession session = new SqlSession(waiter, () -> {});

            LockLimit.Undo undo = database.dialect().lockLimit().set(session, Duration.ofMillis(50));
            assertThatThrownBy(() -> session.update("DELETE FROM idempotency_record"))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            e -> assertThat(database.dialect().lockTimeout(e)).isTrue());
            undo.run();

            Long after = session.first("PRAGMA busy_timeout", row -> row.getLong(1));
            assertThat(after).isEqualTo(600_000);
        }
    }
}
