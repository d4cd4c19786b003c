package io.github.idempotency.systemtests.jdbc;

import io.github.idempotency.systemtests.support.JdbcTestServer;
import io.github.idempotency.systemtests.support.MariaDbTestServer;

/** The contract on MariaDB as it comes. */
class MariaDbContractIT extends JdbcContract {

    @Override
    JdbcTestServer server() {
        return MariaDbTestServer.shared();
    }

    @Override
    String platform() {
        return "mariadb";
    }
}
