package io.github.idempotency.systemtests.jdbc;

import io.github.idempotency.store.jdbc.SqlDialect;
import io.github.idempotency.store.jdbc.SqlDialects;
import org.jspecify.annotations.Nullable;

/** CockroachDB's statements where PostgreSQL understands them: the savepoint, and waits the driver ends. */
class CockroachDialectInTransactionIT extends InTransactionContract {

    @Override
    Product product() {
        return Product.POSTGRESQL;
    }

    @Override
    @Nullable
    SqlDialect dialect() {
        return SqlDialects.of("cockroachdb");
    }
}
