package io.github.idempotency.store.jdbc;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** The dialects there are. */
public final class SqlDialects {

    private static final SqlDialect MYSQL = new MySqlDialect("mysql");
    private static final SqlDialect MARIADB = new MariaDbDialect();
    private static final SqlDialect POSTGRESQL = new PostgreSqlDialect("postgresql");
    private static final SqlDialect H2 = new H2Dialect();
    private static final SqlDialect HSQLDB = new HsqlDialect();
    private static final SqlDialect SQLITE = new SqliteDialect();
    private static final SqlDialect ORACLE = new OracleDialect();
    private static final SqlDialect SQL_SERVER = new SqlServerDialect();
    private static final SqlDialect COCKROACHDB = new CockroachDbDialect();
    private static final SqlDialect YUGABYTEDB = new YugabyteDbDialect();
    private static final List<SqlDialect> ALL =
            List.of(POSTGRESQL, H2, MYSQL, MARIADB, HSQLDB, SQLITE, ORACLE, SQL_SERVER, COCKROACHDB, YUGABYTEDB);

    private SqlDialects() {}

    /**
     * The dialect of a platform.
     *
     * @param platform {@code postgresql}, {@code h2}, {@code mysql}, {@code mariadb}, {@code hsqldb}, {@code sqlite},
     *     {@code oracle}, {@code sqlserver}, {@code cockroachdb} or {@code yugabytedb}
     * @throws IllegalArgumentException if there is none of that name
     */
    public static SqlDialect of(String platform) {
        return ALL.stream()
                .filter(dialect -> dialect.platform().equalsIgnoreCase(platform))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "There is no dialect for the platform '" + platform + "', only for " + platforms()));
    }

    /**
     * Asks the database what it is.
     *
     * @throws SQLException if it cannot be asked
     * @throws IllegalArgumentException if it is a product without a dialect
     */
    public static SqlDialect detect(DataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return detect(connection);
        }
    }

    static SqlDialect detect(Connection connection) throws SQLException {
        DatabaseMetaData about = connection.getMetaData();
        String product = about.getDatabaseProductName();
        return switch (product) {
            case "PostgreSQL" -> compatible(connection);
            case "H2" -> H2;
            case "MySQL" -> MYSQL;
            case "HSQL Database Engine" -> HSQLDB;
            case "SQLite" -> SQLITE;
            case "Oracle" -> ORACLE;
            case "Microsoft SQL Server" -> SQL_SERVER;
            case "MariaDB" -> returnsInserted(about) ? MARIADB : MYSQL;
            default ->
                throw new IllegalArgumentException("There is no dialect for the database '" + product + "', only for "
                        + platforms() + ": name the one of these it is compatible with, or use another store");
        };
    }

    /** Who speaks PostgreSQL's protocol says it is PostgreSQL, until asked like this. */
    private static SqlDialect compatible(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT version()")) {
            String version = rows.next() ? String.valueOf(rows.getString(1)) : "";
            return version.startsWith("CockroachDB") ? COCKROACHDB : version.contains("-YB-") ? YUGABYTEDB : POSTGRESQL;
        }
    }

    private static boolean returnsInserted(DatabaseMetaData mariaDb) throws SQLException {
        int major = mariaDb.getDatabaseMajorVersion();
        return major > 10 || (major == 10 && mariaDb.getDatabaseMinorVersion() >= 5);
    }

    private static String platforms() {
        return ALL.stream().map(SqlDialect::platform).collect(Collectors.joining(", "));
    }
}
