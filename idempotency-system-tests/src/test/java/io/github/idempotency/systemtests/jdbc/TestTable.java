package io.github.idempotency.systemtests.jdbc;

import io.github.idempotency.store.jdbc.JdbcStoreSettings;
import io.github.idempotency.store.jdbc.SchemaScripts;
import io.github.idempotency.store.jdbc.SqlDialect;
import io.github.idempotency.store.jdbc.SqlDialects;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/** Tables made by the shipped scripts, as Spring runs them. */
final class TestTable {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final long RUN = ProcessHandle.current().pid();

    private TestTable() {}

    /** A table nobody else uses. */
    static JdbcStoreSettings create(DataSource dataSource, String platform) {
        String table = "idem_" + RUN + "_" + NUMBER.incrementAndGet();
        create(dataSource, platform, table);
        return JdbcStoreSettings.defaults().withTable(table);
    }

    static void create(DataSource dataSource, String platform, String table) {
        SqlDialect dialect = SqlDialects.of(platform);
        byte[] script = SchemaScripts.text(dialect, table).getBytes(StandardCharsets.UTF_8);
        ResourceDatabasePopulator populator = new ResourceDatabasePopulator(new ByteArrayResource(script));
        populator.setSeparator(dialect.scriptSeparator());
        populator.execute(dataSource);
    }
}
