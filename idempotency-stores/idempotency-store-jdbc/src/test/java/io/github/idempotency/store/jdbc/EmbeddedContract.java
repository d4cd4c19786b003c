package io.github.idempotency.store.jdbc;

import com.zaxxer.hikari.HikariDataSource;
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
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The contract on a database inside this process, through two pools. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class EmbeddedContract extends IdempotencyStoreContract {

    private static final String TABLE = JdbcStoreSettings.DEFAULT_TABLE;

    private TestDatabase database;
    private HikariDataSource pool;
    private HikariDataSource secondPool;
    private IdempotencyStore store;
    private IdempotencyStore second;

    abstract TestDatabase database();

    /** Where there is nothing to connect to. */
    abstract String nowhere();

    /** Before the pools are closed. */
    void beforeClosing(DataSource dataSource) {
        // Most databases end with their last connection.
    }

    @BeforeAll
    void open() {
        database = database();
        pool = database.pool();
        secondPool = database.pool();
        database.createTable(TABLE);
        // Generous, because a build machine may do many things at once.
        JdbcStoreSettings settings = JdbcStoreSettings.defaults().withTimeout(Duration.ofSeconds(20));
        store = new JdbcIdempotencyStore(pool, settings);
        second = new JdbcIdempotencyStore(secondPool, database.dialect(), settings);
    }

    @AfterAll
    void close() {
        beforeClosing(pool);
        secondPool.close();
        pool.close();
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
    protected final Optional<IdempotencyStore> unreachableInstance() {
        DataSource nothing = new DriverManagerDataSource(nowhere());
        return Optional.of(new JdbcIdempotencyStore(nothing, JdbcStoreSettings.defaults()));
    }

    @Override
    protected final Optional<StoredRecords> storedRecords() {
        return Optional.of(new StoredRecords() {
            @Override
            public void makeNewer(IdempotencyKey key) {
                database.set(TABLE, "format = 2", key.bytes());
            }

            @Override
            public void corrupt(IdempotencyKey key) {
                database.set(TABLE, "state = '?'", key.bytes());
            }
        });
    }
}
