package io.github.idempotency.systemtests.jdbc;

import io.github.idempotency.store.jdbc.JdbcStoreSettings;
import io.github.idempotency.systemtests.support.JdbcTestServer;
import io.github.idempotency.systemtests.support.MariaDbTestServer;
import io.github.idempotency.systemtests.support.MySqlTestServer;
import io.github.idempotency.systemtests.support.PostgresTestServer;
import java.util.Locale;
import java.util.function.Supplier;

/** The servers a test is repeated on. */
enum Product {
    POSTGRESQL(PostgresTestServer::shared),
    MARIADB(MariaDbTestServer::shared),
    MYSQL(MySqlTestServer::shared);

    private final Supplier<JdbcTestServer> server;

    Product(Supplier<JdbcTestServer> server) {
        this.server = server;
    }

    /** Skips the test where there is none. */
    JdbcTestServer server() {
        return server.get();
    }

    String platform() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** A table nobody else uses. */
    JdbcStoreSettings table() {
        return TestTable.create(server().unpooled(), platform());
    }
}
