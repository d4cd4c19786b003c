package io.github.idempotency.store.jdbc;

import java.nio.file.Path;
import javax.sql.DataSource;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** The contract on an HSQLDB file with row versions, committed to the disk. */
class HsqlMvccFileContractTests extends EmbeddedContract {

    @TempDir
    private static Path folder;

    @Override
    TestDatabase database() {
        return new TestDatabase(
                "hsqldb", "jdbc:hsqldb:file:" + folder.resolve("records") + ";hsqldb.tx=mvcc;hsqldb.write_delay=false");
    }

    @Override
    String nowhere() {
        return "jdbc:hsqldb:file:" + folder.resolve("missing") + ";ifexists=true";
    }

    @Override
    void beforeClosing(DataSource dataSource) {
        new JdbcTemplate(dataSource).execute("SHUTDOWN");
    }
}
