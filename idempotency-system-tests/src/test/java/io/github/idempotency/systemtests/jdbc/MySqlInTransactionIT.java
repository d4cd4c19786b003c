package io.github.idempotency.systemtests.jdbc;

class MySqlInTransactionIT extends InTransactionContract {

    @Override
    Product product() {
        return Product.MYSQL;
    }
}
