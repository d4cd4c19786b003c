package io.github.idempotency.store.jdbc;

import java.sql.SQLException;

/** H2 2.x in any of its compatibility modes. */
final class H2Dialect extends SqlDialect {

    private static final String INSERT = """
            MERGE INTO {table} t
            USING (SELECT CAST(? AS BINARY(32)) AS id) w ON t.id = w.id
            WHEN NOT MATCHED THEN
                INSERT (id, format, state, fingerprint, operation, owner, token, attempt,
                        lease_until, expires_at, purge_after, created_at)
                VALUES (w.id, 1, 'C', ?, ?, ?, 1, 1, {now} + ?, {now} + ?, {now} + ?, {now})
            """;

    private static final String PURGE = """
            DELETE FROM {table} WHERE purge_after <= {now} AND expires_at <= {now} FETCH FIRST ? ROWS ONLY
            """;

    private static final int DUPLICATE_KEY = 23505;
    private static final int LOCK_TIMEOUT = 50200;
    private static final int CONCURRENT_UPDATE = 90131;

    H2Dialect() {
        super("h2");
    }

    /**
     * The start of the transaction. In a caller's transaction that is the past, by which other records live longer than they
     * should, never shorter; its own live shorter by the time the transaction took.
     */
    @Override
    String now() {
        return "CAST(EXTRACT(EPOCH FROM CURRENT_TIMESTAMP) * 1000000 AS BIGINT)";
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
    String rowLimit() {
        return "FETCH FIRST ? ROWS ONLY";
    }

    @Override
    LockLimit lockLimit() {
        return new PlainStatementLimit("SELECT LOCK_TIMEOUT()", "SET LOCK_TIMEOUT ");
    }

    @Override
    boolean lockTimeout(SQLException e) {
        return e.getErrorCode() == LOCK_TIMEOUT;
    }

    /** Two that find the key missing at the same time. */
    @Override
    boolean duplicateKey(SQLException e) {
        return e.getErrorCode() == DUPLICATE_KEY;
    }

    @Override
    boolean repeatable(SQLException e) {
        return e.getErrorCode() == LOCK_TIMEOUT || e.getErrorCode() == CONCURRENT_UPDATE || super.repeatable(e);
    }
}
