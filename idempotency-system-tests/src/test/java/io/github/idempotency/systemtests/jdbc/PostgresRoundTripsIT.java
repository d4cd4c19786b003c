package io.github.idempotency.systemtests.jdbc;

import io.github.idempotency.systemtests.support.JdbcTestServer;
import io.github.idempotency.systemtests.support.PostgresTestServer;

/** Postgres: new 2, duplicate 1. */
class PostgresRoundTripsIT extends RoundTrips {

    @Override
    JdbcTestServer server() {
        return PostgresTestServer.shared();
    }

    @Override
    String platform() {
        return "postgresql";
    }

    @Override
    String unencrypted() {
        return "sslmode=disable";
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
