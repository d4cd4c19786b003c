package io.github.idempotency.store.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What one database product needs said differently. Instances are constants of {@link SqlDialects}; immutable and
 * thread-safe.
 */
public abstract sealed class SqlDialect
        permits PostgreSqlDialect,
                H2Dialect,
                MySqlDialect,
                HsqlDialect,
                SqliteDialect,
                OracleDialect,
                SqlServerDialect {

    private static final String LOCK_TIMEOUT_STATE = "HYT00";

    private final String platform;

    SqlDialect(String platform) {
        this.platform = platform;
    }

    /** The product's name in script names, spelled as Spring Boot's {@code DatabaseDriver} ids. */
    public final String platform() {
        return platform;
    }

    /** What ends a statement in the product's scripts, for tools that take them apart. */
    public String scriptSeparator() {
        return ";";
    }

    /** The server's time as a whole number of microseconds since 1970 UTC, whatever the session's time zone. */
    abstract String now();

    abstract ClaimProtocol claimProtocol(String table);

    /** Within a caller's transaction. To be defined anew where a failed statement spoils the transaction it is in. */
    TransactionalClaim transactionalClaim(String table) {
        return new LimitedClaim(claimProtocol(table), lockLimit());
    }

    /** How a statement's wait for other transactions is limited. */
    LockLimit lockLimit() {
        return new CancelledStatements();
    }

    /** Whether a statement failed because another transaction kept it waiting for too long. */
    boolean lockTimeout(SQLException e) {
        return e instanceof SQLTimeoutException || LOCK_TIMEOUT_STATE.equals(e.getSQLState());
    }

    /** Asked after a {@link #lockTimeout}: whether it has ended the whole transaction. */
    boolean lockTimeoutEndsTransaction(SqlSession session) throws SQLException {
        return false;
    }

    /** Deletes expired records; argument: how many at most. Must judge a record again once it has locked it. */
    abstract String purge();

    /** Whether purge or listing get in the way of claims at a higher isolation than READ COMMITTED. */
    boolean purgesInReadCommitted() {
        return false;
    }

    /** The end of a query for so many rows at most; one argument. */
    String rowLimit() {
        return "LIMIT ?";
    }

    /** What a table's name is followed by so that a query passes over locked rows, where it would wait for them. */
    String skipLocked() {
        return "";
    }

    /** Where rows are passed over: what the name is followed by so that a query has a {@link #lockTimeout} instead. */
    String refuseLocked() {
        return "";
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

    /** The length of the payload as an expression; of no interest where there is none. */
    String payloadBytes() {
        return "OCTET_LENGTH(payload)";
    }

    /** A row's payload, null if it has none. */
    byte @Nullable [] payload(ResultSet row, int column) throws SQLException {
        return row.getBytes(column);
    }

    /** Why a statement failed. */
    Trouble trouble(SQLException e, String table) {
        return Trouble.of(e);
    }

    /** The verbs for several keys at once, or {@code null} where they gain nothing or are not known to be safe. */
    @Nullable
    JoinedStatements joinedStatements(String table) {
        return null;
    }

    final String render(String sql, String table) {
        return sql.replace("{now}", now())
                .replace("{payload_bytes}", payloadBytes())
                .replace("{table}", table);
    }

    @Override
    public final String toString() {
        return platform;
    }
}
