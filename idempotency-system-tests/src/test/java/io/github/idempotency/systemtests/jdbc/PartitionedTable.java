package io.github.idempotency.systemtests.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.store.jdbc.JdbcStoreSettings;
import io.github.idempotency.systemtests.support.PostgresTestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** A table in partitions, made as {@code docs/sizing.md} says. */
final class PartitionedTable {

    private static final Pattern BLOCK = Pattern.compile("```sql\\n(.*?PARTITION BY HASH.*?)```", Pattern.DOTALL);
    private static final int PARTITIONS = 16;

    private PartitionedTable() {}

    /** A table nobody else uses. */
    static JdbcStoreSettings create() {
        DataSource server = PostgresTestServer.shared().unpooled();
        JdbcStoreSettings settings = TestTable.create(server, "postgresql");
        JdbcTemplate database = new JdbcTemplate(server);
        database.execute(block().replace(JdbcStoreSettings.DEFAULT_TABLE, settings.table()));
        // Whoever runs the script again, as a start or a migration does, leaves the table as it is.
        TestTable.create(server, "postgresql", settings.table());
        assertThat(database.queryForObject(
                        "SELECT count(*) FROM pg_inherits WHERE inhparent = CAST(? AS regclass)",
                        Integer.class,
                        settings.table()))
                .isEqualTo(PARTITIONS);
        return settings;
    }

    private static String block() {
        Path page = Path.of("").toAbsolutePath().resolveSibling("docs/sizing.md");
        try {
            Matcher block = BLOCK.matcher(Files.readString(page));
            assertThat(block.find()).as("how to partition the table").isTrue();
            return block.group(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
