package io.github.idempotency.store.jdbc;

import java.sql.SQLException;
import java.util.Locale;

/**
 * SQLite 3.42 and later. The whole file has one writer at a time, so every statement that changes something is alone; one
 * that finds the file locked for longer than the connection's busy timeout is repeated.
 */
final class SqliteDialect extends SqlDialect {

    private static final String INSERT = """
            INSERT INTO {table} (id, format, state, fingerprint, operation, owner, token, attempt,
                                 lease_until, expires_at, purge_after, created_at)
            VALUES (?, 1, 'C', ?, ?, ?, 1, 1, {now} + ?, {now} + ?, {now} + ?, {now})
            ON CONFLICT (id) DO NOTHING
            """;

    /** DELETE knows LIMIT only in builds that were configured so. */
    private static final String PURGE = """
            DELETE FROM {table}
             WHERE id IN (SELECT id FROM {table} WHERE purge_after <= {now} AND expires_at <= {now}
                           ORDER BY purge_after LIMIT ?)
            """;

    private static final String BUSY_SNAPSHOT = "SQLITE_BUSY_SNAPSHOT";
    private static final int ERROR = 1;
    private static final int BUSY = 5;
    private static final int LOCKED = 6;
    private static final int READ_ONLY = 8;

    SqliteDialect() {
        super("sqlite");
    }

    /** Whole milliseconds, the same ones throughout a statement. A product with the fraction would lose some to rounding. */
    @Override
    String now() {
        return "CAST(ROUND(unixepoch('subsec') * 1000) AS INTEGER) * 1000";
    }

    @Override
    ClaimProtocol claimProtocol(String table) {
        return new StepwiseClaim(this, table, INSERT);
    }

    @Override
    String purge() {
        return PURGE;
    }

    @Override
    LockLimit lockLimit() {
        return new PlainStatementLimit("PRAGMA busy_timeout", "PRAGMA busy_timeout = ");
    }

    /** Not if others have written since the transaction began to read: that does not get better with time. */
    @Override
    boolean lockTimeout(SQLException e) {
        return primaryCode(e) == BUSY && !String.valueOf(e.getMessage()).contains(BUSY_SNAPSHOT);
    }

    @Override
    boolean repeatable(SQLException e) {
        int code = primaryCode(e);
        return code == BUSY || code == LOCKED || super.repeatable(e);
    }

    /** There are no SQL states, and one code for all that is wrong with a statement. */
    @Override
    Trouble trouble(SQLException e, String table) {
        String text = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        return switch (primaryCode(e)) {
            case READ_ONLY -> Trouble.READ_ONLY;
            case ERROR ->
                text.contains("no such table")
                        ? Trouble.NO_TABLE
                        : text.contains("no such column") || text.contains("no column named")
                                ? Trouble.NO_COLUMN
                                : Trouble.OTHER;
            default -> super.trouble(e, table);
        };
    }

    /** Extended codes carry the primary one in their lowest byte. */
    private static int primaryCode(SQLException e) {
        return e.getErrorCode() & 0xff;
    }
}
