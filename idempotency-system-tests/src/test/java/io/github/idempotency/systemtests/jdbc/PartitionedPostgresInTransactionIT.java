package io.github.idempotency.systemtests.jdbc;

import io.github.idempotency.store.jdbc.JdbcStoreSettings;

class PartitionedPostgresInTransactionIT extends InTransactionContract {

    @Override
    Product product() {
        return Product.POSTGRESQL;
    }

    @Override
    JdbcStoreSettings table() {
        return PartitionedTable.create();
    }
}
