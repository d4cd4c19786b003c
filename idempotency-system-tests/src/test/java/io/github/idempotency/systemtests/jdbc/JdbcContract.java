package io.github.idempotency.systemtests.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.store.IdempotencyStore;
import io.github.idempotency.store.jdbc.JdbcIdempotencyStore;
import io.github.idempotency.store.jdbc.JdbcStoreSettings;
import io.github.idempotency.store.jdbc.SqlDialects;
import io.github.idempotency.systemtests.support.JdbcTestServer;
import io.github.idempotency.test.IdempotencyStoreContract;
import io.github.idempotency.test.StoredRecords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.JdbcTemplate;

/** The contract on one product, through two pools as two processes would have them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class JdbcContract extends IdempotencyStoreContract {

    private static final int POOL_SIZE = 16;

    private HikariDataSource pool;
    private HikariDataSource secondPool;
    private JdbcStoreSettings settings;
    private IdempotencyStore store;
    private IdempotencyStore second;

    abstract JdbcTestServer server();

    abstract String platform();

    /** What the driver is told, {@code name=value}. */
    String[] parameters() {
        return new String[0];
    }

    /** A table nobody else uses. */
    JdbcStoreSettings table() {
        return TestTable.create(server().unpooled(), platform());
    }

    boolean poolCommits() {
        return true;
    }

    /** Whether one of the two stores is to find out what the product is. */
    boolean recognised() {
        return true;
    }

    @BeforeAll
    void open() {
        settings = table().withTimeout(Duration.ofSeconds(15));
        pool = pool();
        secondPool = pool();
        store = new JdbcIdempotencyStore(pool, recognised() ? null : SqlDialects.of(platform()), settings);
        second = new JdbcIdempotencyStore(secondPool, SqlDialects.of(platform()), settings);
    }

    private HikariDataSource pool() {
        HikariConfig config = server().poolConfig(POOL_SIZE, server().url(parameters()));
        config.setAutoCommit(poolCommits());
        return new HikariDataSource(config);
    }

    @AfterAll
    void close() {
        if (pool != null) {
            pool.close();
            secondPool.close();
            new JdbcTemplate(server().unpooled()).execute("DROP TABLE " + settings.table());
        }
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
        int port = closedPort();
        if (server().urlAt(port).equals(server().url())) {
            return Optional.empty();
        }
        return Optional.of(
                new JdbcIdempotencyStore(server().unpooledAt(port), settings.withTimeout(Duration.ofMillis(500))));
    }

    private static int closedPort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected final Optional<StoredRecords> storedRecords() {
        return Optional.of(new StoredRecords() {
            @Override
            public void makeNewer(IdempotencyKey key) {
                set("format = 2", key);
            }

            @Override
            public void corrupt(IdempotencyKey key) {
                set("state = '?'", key);
            }
        });
    }

    private void set(String assignment, IdempotencyKey key) {
        int rows = new JdbcTemplate(server().unpooled())
                .update("UPDATE " + settings.table() + " SET " + assignment + " WHERE id = ?", (Object) key.bytes());
        if (rows != 1) {
            throw new IllegalStateException(rows + " records changed");
        }
    }
}
