package io.github.idempotency.systemtests.jdbc;

import org.springframework.transaction.TransactionDefinition;

class MySqlSerializableInTransactionIT extends InTransactionContract {

    @Override
    Product product() {
        return Product.MYSQL;
    }

    @Override
    int isolation() {
        return TransactionDefinition.ISOLATION_SERIALIZABLE;
    }
}
