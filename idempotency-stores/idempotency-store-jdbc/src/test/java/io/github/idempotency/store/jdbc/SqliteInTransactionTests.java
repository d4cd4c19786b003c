package io.github.idempotency.store.jdbc;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteInTransactionTests extends EmbeddedInTransactionContract {

    @TempDir
    private static Path folder;

    @Override
    TestDatabase database() {
        return new TestDatabase(
                "sqlite", "jdbc:sqlite:" + folder.resolve("transactions.db") + "?journal_mode=WAL&synchronous=OFF");
    }

    @Override
    protected boolean writersWorkSideBySide() {
        return false;
    }
}
