package io.github.idempotency.systemtests.jdbc;

import io.github.idempotency.systemtests.support.JdbcTestServer;
import io.github.idempotency.systemtests.support.MySqlTestServer;

/** The contract where connections are serializable, do not commit by themselves and count changed rows. */
class MySqlStrictContractIT extends JdbcContract {

    @Override
    JdbcTestServer server() {
        return MySqlTestServer.shared();
    }

    @Override
    String platform() {
        return "mysql";
    }

    @Override
    String[] parameters() {
        return new String[] {"useAffectedRows=true", "sessionVariables=transaction_isolation='SERIALIZABLE'"};
    }

    @Override
    boolean poolCommits() {
        return false;
    }
}
