package io.github.idempotency.store.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The scripts that make the tables. Each creates what is missing and upgrades what is older; each runs as it is, again and
 * again, and by several instances at once.
 *
 * <p>{@code schema-<platform>.sql} is for every database, {@code upgrade-<platform>-<version>.sql} has only what is new in
 * a version. A version only ever adds, so that instances of an earlier one work on while the upgrade is rolled out.
 */
public final class SchemaScripts {

    /** What the scripts lead to, and record in the table {@link #versionTable}. */
    public static final int VERSION = 2;

    /** Where the scripts are on the classpath; ends with a slash. */
    public static final String FOLDER = "io/github/idempotency/store/jdbc/";

    private static final String INDEX = "idempotency_record_purge_idx";

    private SchemaScripts() {}

    /** The classpath location of a dialect's script, without a leading slash. */
    public static String location(SqlDialect dialect) {
        return FOLDER + "schema-" + dialect.platform() + ".sql";
    }

    /**
     * The classpath locations of what has to run on tables of an earlier version, in this order, without leading slashes.
     *
     * @param version of the tables; 1 where none is recorded
     */
    public static List<String> upgrades(SqlDialect dialect, int version) {
        return IntStream.rangeClosed(version + 1, VERSION)
                .mapToObj(each -> FOLDER + "upgrade-" + dialect.platform() + "-" + each + ".sql")
                // Platforms that came later have none to the version they came with.
                .map(upgrade -> exists(upgrade) ? upgrade : location(dialect))
                .toList();
    }

    /**
     * A dialect's script for another table than {@value JdbcStoreSettings#DEFAULT_TABLE}.
     *
     * @param table as in {@link JdbcStoreSettings#table()}
     */
    public static String text(SqlDialect dialect, String table) {
        return text(location(dialect), table);
    }

    /**
     * A script for another table than {@value JdbcStoreSettings#DEFAULT_TABLE}.
     *
     * @param location of {@link #location} or {@link #upgrades}
     * @param table as in {@link JdbcStoreSettings#table()}
     */
    public static String text(String location, String table) {
        JdbcStoreSettings.requireTableName(table);
        String name = table.substring(table.indexOf('.') + 1);
        // The index lives in the schema of its table, so its name takes none.
        return read(location)
                .replace(INDEX, "@index@")
                .replace(JdbcStoreSettings.DEFAULT_TABLE, table)
                .replace("@index@", name + "_purge_idx");
    }

    /** The table beside the given one that records the versions which have been run; the highest counts. */
    public static String versionTable(String table) {
        return table + "_version";
    }

    private static boolean exists(String location) {
        return SchemaScripts.class.getClassLoader().getResource(location) != null;
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
