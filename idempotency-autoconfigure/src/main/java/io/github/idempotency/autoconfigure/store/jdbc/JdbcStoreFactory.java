package io.github.idempotency.autoconfigure.store.jdbc;

import io.github.idempotency.autoconfigure.PropertyCheck;
import io.github.idempotency.autoconfigure.StoreSetupException;
import io.github.idempotency.store.IdempotencyStore;
import io.github.idempotency.store.jdbc.JdbcIdempotencyStore;
import io.github.idempotency.store.jdbc.JdbcStoreSettings;
import io.github.idempotency.store.jdbc.SqlDialect;
import io.github.idempotency.store.jdbc.SqlDialects;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Makes the store of the settings, without asking the database for anything. */
final class JdbcStoreFactory {

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
                        table, timeout, properties.maxPayload().toBytes(), properties.coalesce()));
    }

    /** The dialect the application names, or {@code null} to recognise it. */
    static @Nullable SqlDialect dialect(JdbcStoreProperties properties) {
        String platform = properties.platform();
        return platform == null ? null : PropertyCheck.convert("idempotency.jdbc.platform", platform, SqlDialects::of);
    }

    /**
     * Always true, so that it can be asked before anything is written to the database.
     *
     * @throws StoreSetupException if the store cannot use this data source
     */
    static boolean accepts(DataSource dataSource, JdbcStoreSettings settings) {
        store(dataSource, null, settings);
        return true;
    }

    static IdempotencyStore store(DataSource dataSource, @Nullable SqlDialect dialect, JdbcStoreSettings settings) {
        try {
            return new JdbcIdempotencyStore(dataSource, dialect, settings);
        } catch (IllegalArgumentException e) {
            throw new StoreSetupException(
                    String.valueOf(e.getMessage()) + ".",
                    "Define the IdempotencyStore bean yourself, with that data source: new JdbcIdempotencyStore(dataSource).");
        }
    }
}
