package io.github.idempotency.store.jdbc;

import java.sql.SQLException;

/**
 * What one database product needs said differently. Instances are constants of {@link SqlDialects}; immutable and
 * thread-safe.
 */
public abstract sealed class SqlDialect permits PostgreSqlDialect, H2Dialect, MySqlDialect {

    private final String platform;

    SqlDialect(String platform) {
        this.platform = platform;
    }

    /** The product's name in script names, spelled as Spring Boot's {@code DatabaseDriver} ids. */
    public final String platform() {
        return platform;
    }

    /** The server's time as a whole number of microseconds since 1970 UTC, whatever the session's time zone. */
    abstract String now();

    abstract ClaimProtocol claimProtocol(String table);

    /** Deletes expired records; argument: how many at most. Must judge a record again once it has locked it. */
    abstract String purge();

    /** Whether the purge locks out new claims at a higher isolation than READ COMMITTED. */
    boolean purgesInReadCommitted() {
        return false;
    }

    /** Whether an insert failed because the key is there. */
    boolean duplicateKey(SQLException e) {
        return false;
    }

    /** Whether the statement was undone in favour of a concurrent one and will work if simply repeated. */
    boolean repeatable(SQLException e) {
        String state = e.getSQLState();
        return state != null && state.startsWith("40");
    }

    final String render(String sql, String table) {
        return sql.replace("{now}", now()).replace("{table}", table);
    }

    @Override
    public final String toString() {
        return platform;
    }
}
