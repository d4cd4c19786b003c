package io.github.idempotency.store.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Oracle 19c and later. What is empty is NULL there: an empty fingerprint, name or payload comes back as such, which is why
 * the columns allow it.
 */
final class OracleDialect extends SqlDialect {

    private static final String INSERT = """
            MERGE INTO {table} t
            USING (SELECT CAST(? AS RAW(32)) AS id FROM dual) w ON (t.id = w.id)
            WHEN NOT MATCHED THEN
                INSERT (id, format, state, fingerprint, operation, owner, token, attempt,
                        lease_until, expires_at, purge_after, created_at)
                VALUES (w.id, 1, 'C', ?, ?, ?, 1, 1, {now} + ?, {now} + ?, {now} + ?, {now})
            """;

    /** The statement starts over if a record it has waited for does not meet its condition any more. */
    private static final String PURGE = """
            DELETE FROM {table} WHERE purge_after <= {now} AND expires_at <= {now} AND ROWNUM <= ?
            """;

    /** One reading of the clock serves all of a statement, so the parts belong together. */
    private static final String NOW =
            """
            (EXTRACT(DAY FROM {since}) * 86400000000 + EXTRACT(HOUR FROM {since}) * 3600000000
             + EXTRACT(MINUTE FROM {since}) * 60000000 + TRUNC(EXTRACT(SECOND FROM {since}) * 1000000))""".replace("{since}", "(SYS_EXTRACT_UTC(SYSTIMESTAMP) - TIMESTAMP '1970-01-01 00:00:00')");

    private static final int DUPLICATE_KEY = 1;
    private static final int DEADLOCK = 60;
    private static final int CANCELLED = 1013;
    private static final int CANNOT_SERIALIZE = 8177;
    private static final int NO_COLUMN = 904;
    private static final int NO_TABLE = 942;
    private static final int READ_ONLY = 16000;

    OracleDialect() {
        super("oracle");
    }

    /** Semicolons end what is inside a block. */
    @Override
    public String scriptSeparator() {
        return "/";
    }

    @Override
    String now() {
        return NOW;
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
    String payloadBytes() {
        return "DBMS_LOB.GETLENGTH(payload)";
    }

    @Override
    byte[] payload(ResultSet row, int column) throws SQLException {
        byte[] payload = row.getBytes(column);
        return payload == null ? new byte[0] : payload;
    }

    /** There is no setting for it, so the driver cancels. */
    @Override
    boolean lockTimeout(SQLException e) {
        return e.getErrorCode() == CANCELLED || super.lockTimeout(e);
    }

    /** Two that find the key missing at the same time. */
    @Override
    boolean duplicateKey(SQLException e) {
        return e.getErrorCode() == DUPLICATE_KEY;
    }

    @Override
    boolean repeatable(SQLException e) {
        return e.getErrorCode() == DEADLOCK || e.getErrorCode() == CANNOT_SERIALIZE || super.repeatable(e);
    }

    /** SQL state 42000 covers all that is wrong with a statement. */
    @Override
    Trouble trouble(SQLException e, String table) {
        return switch (e.getErrorCode()) {
            case NO_TABLE -> Trouble.NO_TABLE;
            case NO_COLUMN -> Trouble.NO_COLUMN;
            case READ_ONLY -> Trouble.READ_ONLY;
            default -> super.trouble(e, table);
        };
    }
}
