package io.github.idempotency.store.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.charset.StandardCharsets;
import javax.sql.DataSource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/** A database inside this process, reached through pools as applications have them. */
final class TestDatabase {

    private static final int POOL_SIZE = 16;

    private final SqlDialect dialect;
    private final String url;

    TestDatabase(String platform, String url) {
        this.dialect = SqlDialects.of(platform);
        this.url = url;
    }

    SqlDialect dialect() {
        return dialect;
    }

    /** One more process's worth of connections. */
    HikariDataSource pool() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(POOL_SIZE);
        config.setMinimumIdle(1);
        return new HikariDataSource(config);
    }

    DataSource unpooled() {
        return new DriverManagerDataSource(url);
    }

    /** Runs the shipped script the way the starter does. */
    void createTable(String table) {
        byte[] script = SchemaScripts.text(dialect, table).getBytes(StandardCharsets.UTF_8);
        ResourceDatabasePopulator populator = new ResourceDatabasePopulator(new ByteArrayResource(script));
        populator.setSeparator(dialect.scriptSeparator());
        populator.setSqlScriptEncoding(StandardCharsets.UTF_8.name());
        populator.execute(unpooled());
    }

    /** Changes one record behind the store's back. */
    void set(String table, String assignment, byte[] id) {
        int rows = new JdbcTemplate(unpooled())
                .update("UPDATE " + table + " SET " + assignment + " WHERE id = ?", (Object) id);
        if (rows != 1) {
            throw new IllegalStateException(rows + " records changed");
        }
    }
}
