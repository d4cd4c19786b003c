package io.github.idempotency.systemtests.jdbc;

class MariaDbInTransactionIT extends InTransactionContract {

    @Override
    Product product() {
        return Product.MARIADB;
    }
}
