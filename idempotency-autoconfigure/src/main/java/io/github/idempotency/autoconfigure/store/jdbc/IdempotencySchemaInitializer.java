package io.github.idempotency.autoconfigure.store.jdbc;

import io.github.idempotency.autoconfigure.StoreSetupException;
import io.github.idempotency.store.jdbc.SchemaScripts;
import io.github.idempotency.store.jdbc.SqlDialect;
import io.github.idempotency.store.jdbc.SqlDialects;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer;
import org.springframework.boot.sql.init.DatabaseInitializationMode;
import org.springframework.boot.sql.init.DatabaseInitializationSettings;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.jdbc.datasource.init.DatabasePopulatorUtils;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/** Creates the table at start-up, where that is wanted. Other beans that need an initialized database wait for it. */
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
        // Finds the script and comes back to run it; the text that is run has the table's name in it.
        settings.setSchemaLocations(List.of("classpath:" + SchemaScripts.location(product())));
        return super.initializeDatabase();
    }

    @Override
    protected void runScripts(Scripts scripts) {
        byte[] script = SchemaScripts.text(product(), table).getBytes(StandardCharsets.UTF_8);
        ResourceDatabasePopulator populator = new ResourceDatabasePopulator(new ByteArrayResource(script));
        populator.setSqlScriptEncoding(StandardCharsets.UTF_8.name());
        DatabasePopulatorUtils.execute(populator, getDataSource());
    }

    private SqlDialect product() {
        if (dialect != null) {
            return dialect;
        }
        try {
            return SqlDialects.detect(getDataSource());
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "The database cannot be asked what it is. Start it, or set 'idempotency.jdbc.platform'.", e);
        } catch (IllegalArgumentException e) {
            throw new StoreSetupException(
                    String.valueOf(e.getMessage()) + ".",
                    "Set 'idempotency.jdbc.platform' to a platform this database is compatible with, or set"
                            + " 'idempotency.store' to another store.");
        }
    }

    private static DatabaseInitializationSettings settings(SchemaInitialization mode) {
        DatabaseInitializationSettings settings = new DatabaseInitializationSettings();
        settings.setMode(DatabaseInitializationMode.valueOf(mode.name()));
        return settings;
    }
}
