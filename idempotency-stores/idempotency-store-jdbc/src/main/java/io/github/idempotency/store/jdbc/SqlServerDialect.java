package io.github.idempotency.store.jdbc;

import java.sql.SQLException;

/** SQL Server 2017 and later, Azure SQL. */
final class SqlServerDialect extends SqlDialect {

    /**
     * Looks first, because an error may doom the transaction it happens in; without locks on the gap the key belongs in,
     * which would make other keys wait. So two may find it missing at the same time.
     */
    private static final String INSERT = """
            INSERT INTO {table} (id, format, state, fingerprint, operation, owner, token, attempt,
                                 lease_until, expires_at, purge_after, created_at)
            SELECT w.id, 1, 'C', w.fingerprint, w.operation, w.owner, 1, 1,
                   {now} + w.lease, {now} + w.retention, {now} + w.purge, {now}
              FROM (VALUES (CAST(? AS BINARY(32)), CAST(? AS VARBINARY(64)), CAST(? AS NVARCHAR(200)),
                            CAST(? AS VARBINARY(16)), CAST(? AS BIGINT), CAST(? AS BIGINT), CAST(? AS BIGINT)))
                   AS w (id, fingerprint, operation, owner, lease, retention, purge)
             WHERE NOT EXISTS (SELECT 1 FROM {table} t WHERE t.id = w.id)
            """;

    /** READPAST needs locks to pass, which READ_COMMITTED_SNAPSHOT would do without. */
    private static final String PURGE = """
            DELETE TOP (?) FROM {table} WITH (ROWLOCK, READCOMMITTEDLOCK, READPAST)
             WHERE purge_after <= {now} AND expires_at <= {now}
            """;

    private static final int NO_COLUMN = 207;
    private static final int NO_TABLE = 208;
    private static final int DEADLOCK = 1205;
    private static final int LOCK_TIMEOUT = 1222;
    private static final int DUPLICATE_IN_INDEX = 2601;
    private static final int DUPLICATE_KEY = 2627;
    private static final int READ_ONLY = 3906;
    private static final int DOOMED_TRANSACTION = 3930;
    private static final int SNAPSHOT_CONFLICT = 3960;

    SqlServerDialect() {
        super("sqlserver");
    }

    /** Steps of 100 nanoseconds, of which the server's clock ticks every so many; the same throughout a statement. */
    @Override
    String now() {
        return "DATEDIFF_BIG(MICROSECOND, '1970-01-01', SYSUTCDATETIME())";
    }

    @Override
    ClaimProtocol claimProtocol(String table) {
        return new StepwiseClaim(this, table, INSERT);
    }

    @Override
    String purge() {
        return PURGE;
    }

    /** Because of READPAST, not of gaps. */
    @Override
    boolean purgesInReadCommitted() {
        return true;
    }

    @Override
    String payloadBytes() {
        return "DATALENGTH(payload)";
    }

    @Override
    String rowLimit() {
        return "OFFSET 0 ROWS FETCH NEXT ? ROWS ONLY";
    }

    /** What others are changing right now is not waited for: with their claims in transactions, that could take long. */
    @Override
    String skipLocked() {
        return "WITH (READCOMMITTEDLOCK, READPAST)";
    }

    @Override
    String refuseLocked() {
        return "WITH (READCOMMITTEDLOCK, NOWAIT)";
    }

    @Override
    LockLimit lockLimit() {
        return new PlainStatementLimit("SELECT @@LOCK_TIMEOUT", "SET LOCK_TIMEOUT ");
    }

    @Override
    boolean lockTimeout(SQLException e) {
        return e.getErrorCode() == LOCK_TIMEOUT;
    }

    @Override
    boolean duplicateKey(SQLException e) {
        return e.getErrorCode() == DUPLICATE_KEY || e.getErrorCode() == DUPLICATE_IN_INDEX;
    }

    @Override
    boolean repeatable(SQLException e) {
        return switch (e.getErrorCode()) {
            case DEADLOCK, LOCK_TIMEOUT, SNAPSHOT_CONFLICT -> true;
            default -> super.repeatable(e);
        };
    }

    /** The driver makes up SQL states of its own unless it is told to use those of X/Open. */
    @Override
    Trouble trouble(SQLException e, String table) {
        return switch (e.getErrorCode()) {
            case NO_TABLE -> Trouble.NO_TABLE;
            case NO_COLUMN -> Trouble.NO_COLUMN;
            case READ_ONLY -> Trouble.READ_ONLY;
            case DOOMED_TRANSACTION -> Trouble.FAILED_BEFORE;
            default -> super.trouble(e, table);
        };
    }
}
