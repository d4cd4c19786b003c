package io.github.idempotency.benchmarks.footprint;

import ch.vorburger.exec.ManagedProcessException;
import com.zaxxer.hikari.HikariDataSource;
import io.github.idempotency.benchmarks.DatabaseServer;
import io.github.idempotency.store.IdempotencyStore;
import io.github.idempotency.store.jdbc.JdbcIdempotencyStore;
import io.github.idempotency.store.jdbc.SchemaScripts;
import io.github.idempotency.store.jdbc.SqlDialects;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/** What database servers have in common: the table of the shipped script, and a pool with a connection for every caller. */
abstract class DatabaseKeeper implements Keeper {

    static final String TABLE = "idempotency_record";

    private static final String MEMORY = "2G";

    private final DatabaseServer server;
    private final HikariDataSource pool;
    private final JdbcIdempotencyStore store;
    final JdbcTemplate database;

    DatabaseKeeper(String product, int callers) throws Exception {
        server = DatabaseServer.start(product, MEMORY);
        pool = server.pool(callers + 1);
        database = new JdbcTemplate(pool);
        String script = SchemaScripts.text(SqlDialects.of(product), TABLE);
        new ResourceDatabasePopulator(new ByteArrayResource(script.getBytes(StandardCharsets.UTF_8))).execute(pool);
        store = new JdbcIdempotencyStore(pool);
    }

    @Override
    public final IdempotencyStore store() {
        return store;
    }

    final double number(String query) {
        Double number = database.queryForObject(query, Double.class);
        if (number == null) {
            throw new IllegalStateException("No number: " + query);
        }
        return number;
    }

    /** The processor time of a process and of those it has started, in microseconds. */
    static double micros(ProcessHandle process) {
        long own = process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L);
        return (double) TimeUnit.NANOSECONDS.toMicros(own)
                + process.children().mapToDouble(DatabaseKeeper::micros).sum();
    }

    @Override
    public final void close() throws IOException, ManagedProcessException {
        pool.close();
        server.close();
    }
}
