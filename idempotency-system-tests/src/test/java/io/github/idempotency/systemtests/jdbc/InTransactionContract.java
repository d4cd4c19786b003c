package io.github.idempotency.systemtests.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import io.github.idempotency.store.IdempotencyStore;
import io.github.idempotency.store.jdbc.JdbcIdempotencyStore;
import io.github.idempotency.store.jdbc.JdbcStoreSettings;
import io.github.idempotency.store.jdbc.SqlDialect;
import io.github.idempotency.test.TransactionalStoreContract;
import io.github.idempotency.test.Transactions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** The contract of stores that take part in transactions, on one product. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class InTransactionContract extends TransactionalStoreContract {

    private static final int POOL_SIZE = 16;

    private HikariDataSource pool;
    private Effects effects;
    private IdempotencyStore store;

    abstract Product product();

    /** A table nobody else uses. */
    JdbcStoreSettings table() {
        return product().table();
    }

    /** As in {@code TransactionDefinition}; -1 is what connections have. */
    int isolation() {
        return -1;
    }

    /** Null to recognise the product. */
    @Nullable
    SqlDialect dialect() {
        return null;
    }

    @BeforeAll
    void open() {
        pool = product().server().pool(POOL_SIZE);
        effects = new Effects(pool);
        effects.template().setIsolationLevel(isolation());
        store = new JdbcIdempotencyStore(pool, dialect(), table().withTimeout(Duration.ofSeconds(15)));
    }

    @AfterAll
    void close() {
        if (effects != null) {
            effects.drop();
            pool.close();
        }
    }

    @Override
    protected final IdempotencyStore store() {
        return store;
    }

    @Override
    protected final Transactions transactions() {
        return effects;
    }
}
