package io.github.idempotency.systemtests.jdbc;

import io.github.idempotency.systemtests.support.JdbcTestServer;
import io.github.idempotency.systemtests.support.MySqlTestServer;

/** MySql: new 2, duplicate 2. */
class MySqlRoundTripsIT extends RoundTrips {

    @Override
    JdbcTestServer server() {
        return MySqlTestServer.shared();
    }

    @Override
    String platform() {
        return "mysql";
    }

    @Override
    String unencrypted() {
        return "sslMode=DISABLED";
    }

    @Override
    int duplicate() {
        return 2;
    }

    @Override
    int takeover() {
        return 3;
    }
}
