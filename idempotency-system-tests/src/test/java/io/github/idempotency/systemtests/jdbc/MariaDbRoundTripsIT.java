package io.github.idempotency.systemtests.jdbc;

import io.github.idempotency.systemtests.support.JdbcTestServer;
import io.github.idempotency.systemtests.support.MariaDbTestServer;

/** MariaDb: new 2, duplicate 1. */
class MariaDbRoundTripsIT extends RoundTrips {

    @Override
    JdbcTestServer server() {
        return MariaDbTestServer.shared();
    }

    @Override
    String platform() {
        return "mariadb";
    }

    @Override
    String unencrypted() {
        return "sslMode=disable";
    }

    @Override
    int duplicate() {
        return 1;
    }

    @Override
    int takeover() {
        return 1;
    }
}
