package io.github.idempotency.store.jdbc;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The contract on a SQLite file as it comes, where readers wait for the writer, and where nobody waits for long. */
class SqliteRollbackJournalContractTests extends EmbeddedContract {

    @TempDir
    private static Path folder;

    @Override
    TestDatabase database() {
        return new TestDatabase(
                "sqlite", "jdbc:sqlite:" + folder.resolve("records.db") + "?busy_timeout=5&synchronous=OFF");
    }

    @Override
    String nowhere() {
        return "jdbc:sqlite:" + folder.resolve("missing").resolve("records.db");
    }
}
