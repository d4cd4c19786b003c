package io.github.idempotency.store.jdbc;

import java.sql.SQLException;
import java.util.Locale;

/** HSQLDB 2.7 and later, whatever its transaction model. */
final class HsqlDialect extends SqlDialect {

    private static final String INSERT = """
            MERGE INTO {table} t
            USING (VALUES (CAST(? AS BINARY(32)))) AS w (id) ON t.id = w.id
            WHEN NOT MATCHED THEN
                INSERT (id, format, state, fingerprint, operation, owner, token, attempt,
                        lease_until, expires_at, purge_after, created_at)
                VALUES w.id, 1, 'C', ?, ?, ?, 1, 1, {now} + ?, {now} + ?, {now} + ?, {now}
            """;

    private static final String PURGE = """
            DELETE FROM {table} WHERE purge_after <= {now} AND expires_at <= {now} LIMIT ?
            """;

    private static final int DUPLICATE_KEY = -104;
    private static final int STATEMENT_ABORTED = -4872;
    private static final int NOT_FOUND = -5501;

    HsqlDialect() {
        super("hsqldb");
    }

    /** Whole milliseconds, the same ones throughout a statement. */
    @Override
    String now() {
        return "UNIX_MILLIS() * 1000";
    }

    @Override
    ClaimProtocol claimProtocol(String table) {
        return new StepwiseClaim(this, table, INSERT);
    }

    @Override
    String purge() {
        return PURGE;
    }

    /**
     * The driver's limit for statements, which 2.7 does not keep while a transaction's first statement waits for a lock: a
     * claim in a caller's transaction may have to wait for the end of the other transaction, however long that takes.
     */
    @Override
    LockLimit lockLimit() {
        return new CancelledStatements();
    }

    @Override
    boolean lockTimeout(SQLException e) {
        return e.getErrorCode() == STATEMENT_ABORTED || super.lockTimeout(e);
    }

    /** Two that find the key missing at the same time, in the models that let them. */
    @Override
    boolean duplicateKey(SQLException e) {
        return e.getErrorCode() == DUPLICATE_KEY;
    }

    /** One code for tables, columns and missing rights; only the text says what it is about. */
    @Override
    Trouble trouble(SQLException e, String table) {
        if (e.getErrorCode() != NOT_FOUND) {
            return super.trouble(e, table);
        }
        String name = table.substring(table.indexOf('.') + 1).toUpperCase(Locale.ROOT);
        // The statement follows in brackets.
        String text = String.valueOf(e.getMessage()).split("\\[", 2)[0];
        return text.toUpperCase(Locale.ROOT).contains(name) ? Trouble.NO_TABLE : Trouble.NO_COLUMN;
    }
}
