package io.github.idempotency.systemtests.jdbc;

import org.springframework.transaction.TransactionDefinition;

class MariaDbSerializableInTransactionIT extends InTransactionContract {

    @Override
    Product product() {
        return Product.MARIADB;
    }

    @Override
    int isolation() {
        return TransactionDefinition.ISOLATION_SERIALIZABLE;
    }
}
