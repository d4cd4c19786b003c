package io.github.idempotency.store.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The scripts that create the table, {@code schema-<platform>.sql} on the classpath in {@value #FOLDER}. They run as they
 * are, again and again, and by several instances at once.
 */
public final class SchemaScripts {

    /** Where the scripts are on the classpath; ends with a slash. */
    public static final String FOLDER = "io/github/idempotency/store/jdbc/";

    private static final String INDEX = "idempotency_record_purge_idx";

    private SchemaScripts() {}

    /** The classpath location of a dialect's script, without a leading slash. */
    public static String location(SqlDialect dialect) {
        return FOLDER + "schema-" + dialect.platform() + ".sql";
    }

    /**
     * A dialect's script for another table than {@value JdbcStoreSettings#DEFAULT_TABLE}.
     *
     * @param table as in {@link JdbcStoreSettings#table()}
     */
    public static String text(SqlDialect dialect, String table) {
        JdbcStoreSettings.requireTableName(table);
        String name = table.substring(table.indexOf('.') + 1);
        // The index lives in the schema of its table, so its name takes none.
        return read(location(dialect))
                .replace(INDEX, "@index@")
                .replace(JdbcStoreSettings.DEFAULT_TABLE, table)
                .replace("@index@", name + "_purge_idx");
    }

    private static String read(String location) {
        try (InputStream script = SchemaScripts.class.getClassLoader().getResourceAsStream(location)) {
            if (script == null) {
                throw new IllegalStateException("The script " + location + " is missing from this library");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
