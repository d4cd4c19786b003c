package io.github.idempotency.systemtests.jdbc;

import io.github.idempotency.store.jdbc.JdbcStoreSettings;
import io.github.idempotency.systemtests.support.JdbcTestServer;
import io.github.idempotency.systemtests.support.MariaDbTestServer;
import io.github.idempotency.systemtests.support.MySqlTestServer;
import io.github.idempotency.systemtests.support.PostgresTestServer;
import java.util.Locale;

/** The servers a test is repeated on. */
enum Product {
    POSTGRESQL,
    MARIADB,
    MYSQL;

    /** Skips the test where there is none. */
    JdbcTestServer server() {
        return switch (this) {
            case POSTGRESQL -> PostgresTestServer.shared();
            case MARIADB -> MariaDbTestServer.shared();
            case MYSQL -> MySqlTestServer.shared();
        };
    }

    String platform() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** A table nobody else uses. */
    JdbcStoreSettings table() {
        return TestTable.create(server().unpooled(), platform());
    }
}
