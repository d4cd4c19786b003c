package io.github.idempotency.systemtests.jdbc;

import io.github.idempotency.systemtests.support.JdbcTestServer;
import io.github.idempotency.systemtests.support.MySqlTestServer;

/** The contract on MySQL as it comes. */
class MySqlContractIT extends JdbcContract {

    @Override
    JdbcTestServer server() {
        return MySqlTestServer.shared();
    }

    @Override
    String platform() {
        return "mysql";
    }
}
