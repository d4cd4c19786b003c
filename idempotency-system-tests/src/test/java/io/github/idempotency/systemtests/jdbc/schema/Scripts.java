package io.github.idempotency.systemtests.jdbc.schema;

import io.github.idempotency.store.jdbc.JdbcStoreSettings;
import io.github.idempotency.store.jdbc.SchemaScripts;
import io.github.idempotency.store.jdbc.SchemaStatus;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/** Runs scripts as they are. */
final class Scripts {

    static final String TABLE = JdbcStoreSettings.DEFAULT_TABLE;

    private Scripts() {}

    /** As they were before versions were recorded. */
    static void versionOne(Product product, DataSource database) {
        run("schema-version-1/schema-" + product.platform() + ".sql", database);
    }

    static void schema(Product product, DataSource database) {
        run(SchemaScripts.location(product.dialect()), database);
    }

    static void upgrade(Product product, DataSource database) {
        SchemaScripts.upgrades(product.dialect(), 1).forEach(script -> run(script, database));
    }

    private static void run(String script, DataSource database) {
        new ResourceDatabasePopulator(new ClassPathResource(script)).execute(database);
    }

    static SchemaStatus status(Product product, DataSource database) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return SchemaStatus.of(connection, product.dialect(), TABLE);
        }
    }
}
