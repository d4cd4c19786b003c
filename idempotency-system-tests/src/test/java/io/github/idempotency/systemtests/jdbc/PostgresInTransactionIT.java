package io.github.idempotency.systemtests.jdbc;

class PostgresInTransactionIT extends InTransactionContract {

    @Override
    Product product() {
        return Product.POSTGRESQL;
    }
}
