package io.github.idempotency.autoconfigure.store.jdbc;

import io.github.idempotency.autoconfigure.StoreSetupException;
import io.github.idempotency.store.jdbc.SchemaScripts;
import io.github.idempotency.store.jdbc.SchemaStatus;
import io.github.idempotency.store.jdbc.SqlDialect;
import io.github.idempotency.store.jdbc.SqlDialects;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer;
import org.springframework.boot.sql.init.DatabaseInitializationMode;
import org.springframework.boot.sql.init.DatabaseInitializationSettings;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.datasource.init.DatabasePopulatorUtils;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/** Creates and upgrades the tables at start-up, where that is wanted. Other beans that need an initialized database wait for it. */
public final class IdempotencySchemaInitializer extends DataSourceScriptDatabaseInitializer {

    private final DatabaseInitializationSettings settings;
    private final BooleanSupplier wanted;
    private final @Nullable SqlDialect dialect;
    private final String table;

    /**
     * @param wanted whether the database is the one that keeps the keys; asked when it is to be initialized
     * @param dialect {@code null} to recognise the product
     */
    IdempotencySchemaInitializer(
            DataSource dataSource,
            SchemaInitialization mode,
            BooleanSupplier wanted,
            @Nullable SqlDialect dialect,
            String table) {
        this(dataSource, settings(mode), wanted, dialect, table);
    }

    private IdempotencySchemaInitializer(
            DataSource dataSource,
            DatabaseInitializationSettings settings,
            BooleanSupplier wanted,
            @Nullable SqlDialect dialect,
            String table) {
        super(dataSource, settings);
        this.settings = settings;
        this.wanted = wanted;
        this.dialect = dialect;
        this.table = table;
    }

    @Override
    public boolean initializeDatabase() {
        DatabaseInitializationMode mode = settings.getMode();
        if (mode == DatabaseInitializationMode.NEVER
                || !wanted.getAsBoolean()
                || (mode == DatabaseInitializationMode.EMBEDDED && !isEmbeddedDatabase())) {
            return false;
        }
        SqlDialect product = product();
        if (!isOutdated(product)) {
            return false;
        }
        // Finds the script and comes back to run it; the text that is run has the table's name in it.
        settings.setSchemaLocations(List.of("classpath:" + SchemaScripts.location(product)));
        return super.initializeDatabase();
    }

    @Override
    protected void runScripts(Scripts scripts) {
        SqlDialect product = product();
        byte[] script = SchemaScripts.text(product, table).getBytes(StandardCharsets.UTF_8);
        ResourceDatabasePopulator populator = new ResourceDatabasePopulator(new ByteArrayResource(script));
        populator.setSqlScriptEncoding(StandardCharsets.UTF_8.name());
        populator.setSeparator(product.scriptSeparator());
        try {
            DatabasePopulatorUtils.execute(populator, getDataSource());
        } catch (DataAccessException e) {
            throw new StoreSetupException(
                    "The script " + SchemaScripts.location(product) + " could not be run: " + e.getMessage() + ".",
                    "Give the account the right to create tables, or run the script with another account or your"
                            + " migration tool and set 'idempotency.jdbc.initialize-schema=never'.",
                    e);
        }
    }

    /** So that an account which may not create tables starts where they are up to date. */
    private boolean isOutdated(SqlDialect product) {
        try (Connection connection = getDataSource().getConnection()) {
            return SchemaStatus.of(connection, product, table).outdated();
        } catch (SQLException e) {
            throw unreachable(e);
        }
    }

    private SqlDialect product() {
        if (dialect != null) {
            return dialect;
        }
        try {
            return SqlDialects.detect(getDataSource());
        } catch (SQLException e) {
            throw unreachable(e);
        } catch (IllegalArgumentException e) {
            throw new StoreSetupException(
                    String.valueOf(e.getMessage()) + ".",
                    "Set 'idempotency.jdbc.platform' to a platform this database is compatible with, or set"
                            + " 'idempotency.store' to another store.");
        }
    }

    private static StoreSetupException unreachable(SQLException e) {
        return new StoreSetupException(
                "The database that keeps idempotency keys cannot be asked for its tables: " + e.getMessage() + ".",
                "Start the database, or set 'idempotency.jdbc.initialize-schema=never' and create the tables otherwise.",
                e);
    }

    private static DatabaseInitializationSettings settings(SchemaInitialization mode) {
        DatabaseInitializationSettings settings = new DatabaseInitializationSettings();
        settings.setMode(DatabaseInitializationMode.valueOf(mode.name()));
        return settings;
    }
}
