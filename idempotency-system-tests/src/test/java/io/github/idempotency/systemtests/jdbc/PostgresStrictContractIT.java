package io.github.idempotency.systemtests.jdbc;

import io.github.idempotency.systemtests.support.JdbcTestServer;
import io.github.idempotency.systemtests.support.PostgresTestServer;

/** The contract where connections are serializable and do not commit by themselves. */
class PostgresStrictContractIT extends JdbcContract {

    @Override
    JdbcTestServer server() {
        return PostgresTestServer.shared();
    }

    @Override
    String platform() {
        return "postgresql";
    }

    @Override
    String[] parameters() {
        return new String[] {"options=-c%20default_transaction_isolation=serializable"};
    }

    @Override
    boolean poolCommits() {
        return false;
    }
}
