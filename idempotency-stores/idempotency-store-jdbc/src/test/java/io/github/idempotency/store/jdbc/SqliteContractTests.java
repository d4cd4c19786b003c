package io.github.idempotency.store.jdbc;

import java.nio.file.Path;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The contract on a SQLite file with a write-ahead log. */
class SqliteContractTests extends EmbeddedContract {

    @TempDir(cleanup = CleanupMode.ALWAYS)
    private static Path folder;

    @Override
    TestDatabase database() {
        return new TestDatabase(
                "sqlite", "jdbc:sqlite:" + folder.resolve("records.db") + "?journal_mode=WAL&synchronous=OFF");
    }

    @Override
    String nowhere() {
        return "jdbc:sqlite:" + folder.resolve("missing").resolve("records.db");
    }
}
