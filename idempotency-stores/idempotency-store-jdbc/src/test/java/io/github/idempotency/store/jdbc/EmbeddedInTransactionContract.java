package io.github.idempotency.store.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import io.github.idempotency.store.IdempotencyStore;
import io.github.idempotency.test.TransactionalStoreContract;
import io.github.idempotency.test.Transactions;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** Records in the application's transactions on a database inside this process. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class EmbeddedInTransactionContract extends TransactionalStoreContract {

    private HikariDataSource pool;
    private IdempotencyStore store;
    private Transactions transactions;

    abstract TestDatabase database();

    @BeforeAll
    void open() {
        TestDatabase database = database();
        pool = database.pool();
        database.createTable(JdbcStoreSettings.DEFAULT_TABLE);
        store = new JdbcIdempotencyStore(pool, JdbcStoreSettings.defaults().withTimeout(Duration.ofSeconds(20)));
        transactions = new SpringManaged(pool);
    }

    @AfterAll
    void close() {
        pool.close();
    }

    @Override
    protected final IdempotencyStore store() {
        return store;
    }

    @Override
    protected final Transactions transactions() {
        return transactions;
    }
}
