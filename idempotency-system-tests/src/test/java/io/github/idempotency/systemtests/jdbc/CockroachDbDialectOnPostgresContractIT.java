package io.github.idempotency.systemtests.jdbc;

import io.github.idempotency.systemtests.support.JdbcTestServer;
import io.github.idempotency.systemtests.support.PostgresTestServer;

/** The contract with the dialect and the script of CockroachDB, in its usual isolation, on the product it is compatible with. */
class CockroachDbDialectOnPostgresContractIT extends JdbcContract {

    @Override
    JdbcTestServer server() {
        return PostgresTestServer.shared();
    }

    @Override
    String platform() {
        return "cockroachdb";
    }

    @Override
    boolean recognised() {
        return false;
    }

    @Override
    String[] parameters() {
        return new String[] {"options=-c%20default_transaction_isolation=serializable"};
    }
}
