package io.github.idempotency.store.jdbc;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.store.IdempotencyStore;
import io.github.idempotency.test.IdempotencyStoreContract;
import io.github.idempotency.test.StoredRecords;
import java.time.Duration;
import java.util.Optional;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract on H2, the database of the first five minutes. */
class H2ContractTests extends IdempotencyStoreContract {

    private static H2Database database;
    private static IdempotencyStore store;
    private static IdempotencyStore second;

    @BeforeAll
    static void open() {
        database = H2Database.withTable();
        // Generous, because a build machine may do many things at once.
        JdbcStoreSettings settings = JdbcStoreSettings.defaults().withTimeout(Duration.ofSeconds(20));
        store = new JdbcIdempotencyStore(database.dataSource(), settings);
        second = new JdbcIdempotencyStore(database.dataSource(), SqlDialects.of("h2"), settings);
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
    protected Optional<IdempotencyStore> anotherInstance() {
        return Optional.of(second);
    }

    @Override
    protected Optional<IdempotencyStore> unreachableInstance() {
        JdbcDataSource nowhere = new JdbcDataSource();
        nowhere.setURL("jdbc:h2:tcp://127.0.0.1:1/nowhere");
        return Optional.of(
                new JdbcIdempotencyStore(nowhere, JdbcStoreSettings.defaults().withTimeout(Duration.ofMillis(500))));
    }

    @Override
    protected Optional<StoredRecords> storedRecords() {
        return Optional.of(new StoredRecords() {
            @Override
            public void makeNewer(IdempotencyKey key) {
                database.set("format = 2", key.bytes());
            }

            @Override
            public void corrupt(IdempotencyKey key) {
                database.set("state = '?'", key.bytes());
            }
        });
    }
}
