package io.github.idempotency.systemtests.jdbc;

import org.springframework.transaction.TransactionDefinition;

class PostgresSerializableInTransactionIT extends InTransactionContract {

    @Override
    Product product() {
        return Product.POSTGRESQL;
    }

    @Override
    int isolation() {
        return TransactionDefinition.ISOLATION_SERIALIZABLE;
    }
}
