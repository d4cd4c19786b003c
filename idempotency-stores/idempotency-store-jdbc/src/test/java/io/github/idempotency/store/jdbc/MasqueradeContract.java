package io.github.idempotency.store.jdbc;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.store.IdempotencyStore;
import io.github.idempotency.test.IdempotencyStoreContract;
import io.github.idempotency.test.StoredRecords;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/**
 * The contract with the dialect of a product that cannot run here, on H2 made up as that product. It shows that the
 * statements do what they are meant to do where H2 understands them; not that the product understands them too, nor what
 * its locks do.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class MasqueradeContract extends IdempotencyStoreContract {

    private H2Database database;
    private IdempotencyStore store;
    private IdempotencyStore second;

    abstract AbsentProduct product();

    @BeforeAll
    void open() {
        database = product().database();
        DataSource dataSource = product().masquerade().wrap(database.dataSource());
        SqlDialect dialect = product().dialect();
        // Generous, because a build machine may do many things at once.
        JdbcStoreSettings settings = JdbcStoreSettings.defaults().withTimeout(Duration.ofSeconds(20));
        store = new JdbcIdempotencyStore(dataSource, dialect, settings);
        second = new JdbcIdempotencyStore(dataSource, dialect, settings);
    }

    @AfterAll
    void close() {
        database.close();
    }

    @Override
    protected final IdempotencyStore store() {
        return store;
    }

    @Override
    protected final Optional<IdempotencyStore> anotherInstance() {
        return Optional.of(second);
    }

    @Override
    protected final Optional<StoredRecords> storedRecords() {
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
