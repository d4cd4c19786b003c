package io.github.idempotency.store.jdbc;

import io.github.idempotency.store.IdempotencyStore;
import io.github.idempotency.test.TransactionalStoreContract;
import io.github.idempotency.test.Transactions;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Records in the application's transactions on H2. */
class H2InTransactionTests extends TransactionalStoreContract {

    private static H2Database database;
    private static IdempotencyStore store;
    private static Transactions transactions;

    @BeforeAll
    static void open() {
        database = H2Database.withTable();
        store = new JdbcIdempotencyStore(
                database.dataSource(), JdbcStoreSettings.defaults().withTimeout(Duration.ofSeconds(20)));
        transactions = new SpringManaged(database.dataSource());
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Override
    protected IdempotencyStore store() {
        return store;
    }

    @Override
    protected Transactions transactions() {
        return transactions;
    }
}
