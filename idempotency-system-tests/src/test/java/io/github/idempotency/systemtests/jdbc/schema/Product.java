package io.github.idempotency.systemtests.jdbc.schema;

import io.github.idempotency.store.jdbc.SqlDialect;
import io.github.idempotency.store.jdbc.SqlDialects;
import io.github.idempotency.systemtests.support.JdbcTestServer;
import io.github.idempotency.systemtests.support.MariaDbTestServer;
import io.github.idempotency.systemtests.support.MySqlTestServer;
import io.github.idempotency.systemtests.support.PostgresTestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The databases a test is repeated on. */
enum Product {
    H2,
    HSQLDB,
    SQLITE,
    POSTGRESQL,
    MARIADB,
    MYSQL;

    /** Those that came when versions were recorded already, for annotations. */
    static final String WITHOUT_VERSION_ONE = "HSQLDB|SQLITE";

    private static final AtomicInteger NUMBER = new AtomicInteger();

    String platform() {
        return name().toLowerCase(Locale.ROOT);
    }

    SqlDialect dialect() {
        return SqlDialects.of(platform());
    }

    /** A database with nothing in it, because migration tools look at all of it; skips the test where there is no server. */
    DataSource emptyDatabase() {
        String name = "schema_" + ProcessHandle.current().pid() + "_" + NUMBER.incrementAndGet();
        return switch (this) {
            case H2 -> new DriverManagerDataSource("jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1", "sa", "");
            case HSQLDB -> new DriverManagerDataSource("jdbc:hsqldb:mem:" + name, "sa", "");
            case SQLITE -> file(name);
            case POSTGRESQL -> on(PostgresTestServer.shared(), name);
            case MARIADB -> on(MariaDbTestServer.shared(), name);
            case MYSQL -> on(MySqlTestServer.shared(), name);
        };
    }

    private static DataSource file(String name) {
        try {
            Path file = Files.createTempFile(name, ".db");
            file.toFile().deleteOnExit();
            return new DriverManagerDataSource("jdbc:sqlite:" + file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DataSource on(JdbcTestServer server, String name) {
        new JdbcTemplate(server.unpooled()).execute("CREATE DATABASE " + name);
        return server.unpooledIn(name);
    }
}
