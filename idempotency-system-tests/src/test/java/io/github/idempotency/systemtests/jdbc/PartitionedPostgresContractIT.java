package io.github.idempotency.systemtests.jdbc;

import io.github.idempotency.store.jdbc.JdbcStoreSettings;
import io.github.idempotency.systemtests.support.JdbcTestServer;
import io.github.idempotency.systemtests.support.PostgresTestServer;

/** The contract on PostgreSQL where the table has been partitioned by hand. */
class PartitionedPostgresContractIT extends JdbcContract {

    @Override
    JdbcTestServer server() {
        return PostgresTestServer.shared();
    }

    @Override
    String platform() {
        return "postgresql";
    }

    @Override
    JdbcStoreSettings table() {
        return PartitionedTable.create();
    }
}
