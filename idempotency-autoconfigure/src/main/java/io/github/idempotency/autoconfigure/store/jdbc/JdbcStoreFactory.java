package io.github.idempotency.autoconfigure.store.jdbc;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.autoconfigure.PropertyCheck;
import io.github.idempotency.autoconfigure.StoreSetupException;
import io.github.idempotency.store.IdempotencyStore;
import io.github.idempotency.store.StoreException;
import io.github.idempotency.store.jdbc.JdbcIdempotencyStore;
import io.github.idempotency.store.jdbc.JdbcStoreSettings;
import io.github.idempotency.store.jdbc.SqlDialect;
import io.github.idempotency.store.jdbc.SqlDialects;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the store and finds out whether it can work, without insisting on a database that answers. */
final class JdbcStoreFactory {

    private static final Logger log = LoggerFactory.getLogger(JdbcStoreFactory.class);
    private static final IdempotencyKey NOBODYS_KEY = IdempotencyKey.of("start-up check");

    private JdbcStoreFactory() {}

    static JdbcStoreSettings settings(JdbcStoreProperties properties, Duration timeout) {
        PropertyCheck.require(
                timeout.compareTo(Duration.ofMillis(1)) >= 0,
                "idempotency.store-timeout",
                timeout,
                "It must be at least 1ms.");
        PropertyCheck.require(
                properties.maxPayload().toBytes() >= 1,
                "idempotency.jdbc.max-payload",
                properties.maxPayload(),
                "It must be at least 1B.");
        return PropertyCheck.convert(
                "idempotency.jdbc.table",
                properties.table(),
                table -> new JdbcStoreSettings(
                        table, timeout, properties.maxPayload().toBytes()));
    }

    /** The dialect the application names, or {@code null} to recognise it. */
    static @Nullable SqlDialect dialect(JdbcStoreProperties properties) {
        String platform = properties.platform();
        return platform == null ? null : PropertyCheck.convert("idempotency.jdbc.platform", platform, SqlDialects::of);
    }

    static IdempotencyStore store(DataSource dataSource, @Nullable SqlDialect dialect, JdbcStoreSettings settings) {
        JdbcIdempotencyStore store = open(dataSource, dialect, settings);
        try {
            store.find(NOBODYS_KEY);
        } catch (StoreException e) {
            judge(e);
        }
        return store;
    }

    private static JdbcIdempotencyStore open(
            DataSource dataSource, @Nullable SqlDialect dialect, JdbcStoreSettings settings) {
        try {
            return new JdbcIdempotencyStore(dataSource, dialect, settings);
        } catch (IllegalArgumentException e) {
            throw new StoreSetupException(
                    String.valueOf(e.getMessage()) + ".",
                    "Define the IdempotencyStore bean yourself: new JdbcIdempotencyStore(dataSource).");
        }
    }

    /** A database that is away may come back; one that answers that it has no such table will not have it later. */
    private static void judge(StoreException failure) {
        String problem = String.valueOf(failure.getMessage());
        if (failure.getCause() instanceof SQLException cause && isStatementAtFault(cause)) {
            throw new StoreSetupException(
                    problem + ".",
                    "Run the script with your migration tool, or set 'idempotency.jdbc.initialize-schema=always' to have"
                            + " it run at start-up, or correct 'idempotency.jdbc.table'.");
        }
        if (failure.getCause() instanceof IllegalArgumentException) {
            throw new StoreSetupException(
                    problem + ".",
                    "Set 'idempotency.jdbc.platform' to a platform this database is compatible with, or set"
                            + " 'idempotency.store' to another store.");
        }
        log.warn(
                "The database of idempotency keys could not be checked: {}. Protected calls are refused until it answers.",
                problem);
    }

    /** Class 42: there is no such table or column, or no right to read it. Pools pass on the states of connecting, too. */
    private static boolean isStatementAtFault(SQLException cause) {
        String state = cause.getSQLState();
        return state != null && state.startsWith("42") && !(cause instanceof SQLTransientConnectionException);
    }
}
