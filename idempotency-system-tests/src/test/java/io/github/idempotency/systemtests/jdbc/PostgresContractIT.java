package io.github.idempotency.systemtests.jdbc;

import io.github.idempotency.systemtests.support.JdbcTestServer;
import io.github.idempotency.systemtests.support.PostgresTestServer;

/** The contract on PostgreSQL as it comes. */
class PostgresContractIT extends JdbcContract {

    @Override
    JdbcTestServer server() {
        return PostgresTestServer.shared();
    }

    @Override
    String platform() {
        return "postgresql";
    }
}
