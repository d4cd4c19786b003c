package io.github.idempotency.store.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a database has of the tables. The columns decide whether the store can work, the recorded version only tells which
 * script is to be run. Immutable.
 */
public final class SchemaStatus {

    private static final List<String> COLUMNS = List.of(
            "id",
            "format",
            "state",
            "fingerprint",
            "owner",
            "operation",
            "token",
            "attempt",
            "lease_until",
            "expires_at",
            "purge_after",
            "created_at",
            "outcome",
            "payload");

    private static final int UNRECORDED = 1;

    private final SqlDialect dialect;
    private final String table;
    private final int version;
    private final @Nullable String problem;
    private final boolean readable;

    private SchemaStatus(SqlDialect dialect, String table, boolean readable, int version, @Nullable String problem) {
        this.dialect = dialect;
        this.table = table;
        this.readable = readable;
        this.version = version;
        this.problem = problem;
    }

    /**
     * Looks at the table and its version, with two short queries.
     *
     * @param table as in {@link JdbcStoreSettings#table()}
     * @throws SQLException if the connection is lost meanwhile; what the database refuses is part of the answer
     */
    public static SchemaStatus of(Connection connection, SqlDialect dialect, String table) throws SQLException {
        Set<String> present;
        try {
            present = columns(connection, table);
        } catch (SQLException e) {
            requireConnection(e);
            return new SchemaStatus(dialect, table, false, 0, unreadable(dialect, table, e));
        }
        int version = version(connection, table);
        List<String> missing =
                COLUMNS.stream().filter(column -> !present.contains(column)).toList();
        return new SchemaStatus(
                dialect, table, true, version, missing.isEmpty() ? null : lacks(dialect, table, missing, version));
    }

    /** Why the store cannot work, with the script's name, and without a full stop; empty if it can. */
    public Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    /** What is still to be done though the store can work, with the script's name; empty if nothing is. No full stop. */
    public Optional<String> advice() {
        if (!outdated() || problem != null) {
            return Optional.empty();
        }
        return Optional.of("The table '" + table + "' is of schema version " + version + ", the current one is "
                + SchemaScripts.VERSION + ": run " + upgrades(dialect, version) + ", and let the account read '"
                + SchemaScripts.versionTable(table) + "'. Everything works meanwhile");
    }

    /** Whether the script has something to do: there is no table, or an older one than the script makes. */
    public boolean outdated() {
        return !readable || version < SchemaScripts.VERSION;
    }

    /** The version of the scripts that made the table: 1 where no version is recorded, 0 where there is no table. */
    public int version() {
        return version;
    }

    private static Set<String> columns(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT * FROM " + table + " WHERE 1 = 0")) {
            ResultSetMetaData about = rows.getMetaData();
            Set<String> columns = new LinkedHashSet<>();
            for (int i = 1; i <= about.getColumnCount(); i++) {
                columns.add(about.getColumnName(i).toLowerCase(Locale.ROOT));
            }
            return columns;
        }
    }

    /** An account without the right to read the version works as well as one whose tables are older than versions. */
    private static int version(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT MAX(version) FROM " + SchemaScripts.versionTable(table))) {
            return rows.next() ? Math.max(rows.getInt(1), UNRECORDED) : UNRECORDED;
        } catch (SQLException e) {
            requireConnection(e);
            return UNRECORDED;
        }
    }

    private static void requireConnection(SQLException e) throws SQLException {
        if (SqlFailures.connectionLost(e)) {
            throw e;
        }
    }

    private static String unreadable(SqlDialect dialect, String table, SQLException e) {
        String script = "; run " + SchemaScripts.location(dialect) + " from the classpath";
        if (dialect.trouble(e, table) == Trouble.NO_TABLE) {
            return "The table '" + table + "' does not exist" + script;
        }
        return "The table '" + table + "' does not exist or may not be read (SQL state " + e.getSQLState() + ", error "
                + e.getErrorCode() + ")" + script + ", or let the account read it";
    }

    private static String lacks(SqlDialect dialect, String table, List<String> missing, int version) {
        String columns = "The table '" + table + "' lacks " + String.join(", ", missing);
        if (version > SchemaScripts.VERSION) {
            return columns + ": it is of version " + version + ", made for a newer release of this library than the one"
                    + " that is running, which knows version " + SchemaScripts.VERSION;
        }
        return columns + "; "
                + (version < SchemaScripts.VERSION
                        ? "run " + upgrades(dialect, version)
                        : "compare it with " + SchemaScripts.location(dialect));
    }

    private static String upgrades(SqlDialect dialect, int version) {
        return SchemaScripts.upgrades(dialect, version).stream().collect(Collectors.joining(", then "))
                + " from the classpath";
    }
}
