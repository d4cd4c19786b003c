package io.github.idempotency.store.jdbc;

import java.sql.SQLException;

/**
 * MySQL 8 and later; MariaDB too, where its own dialect does not apply.
 *
 * <p>Statements rely on assignments taking effect from left to right, and never on counting updated rows of which some
 * may have kept their values: drivers count those differently.
 */
sealed class MySqlDialect extends SqlDialect permits MariaDbDialect {

    /** Counts 1 if inserted and 0 if present under every driver setting, unlike ON DUPLICATE KEY UPDATE. */
    private static final String INSERT = """
            INSERT IGNORE INTO {table} (id, format, state, fingerprint, operation, owner, token, attempt,
                                        lease_until, expires_at, purge_after, created_at)
            VALUES (?, 1, 'C', ?, ?, ?, 1, 1, {now} + ?, {now} + ?, {now} + ?, {now})
            """;

    private static final String PURGE = """
            DELETE FROM {table} WHERE purge_after <= {now} AND expires_at <= {now} ORDER BY purge_after LIMIT ?
            """;

    private static final int LOCK_WAIT_TIMEOUT = 1205;
    private static final int DEADLOCK = 1213;
    private static final int RECORD_CHANGED_SINCE_READ = 1020;

    MySqlDialect(String platform) {
        super(platform);
    }

    /** Not UNIX_TIMESTAMP(), which goes through the session's time zone and its ambiguous hour. */
    @Override
    final String now() {
        return "TIMESTAMPDIFF(MICROSECOND, '1970-01-01', UTC_TIMESTAMP(6))";
    }

    @Override
    ClaimProtocol claimProtocol(String table) {
        return new StepwiseClaim(this, table, INSERT);
    }

    /** Reads what is committed rather than the caller's snapshot, with the lock that the failed insert has taken already. */
    @Override
    TransactionalClaim transactionalClaim(String table) {
        return new LimitedClaim(new StepwiseClaim(this, table, INSERT, " LOCK IN SHARE MODE"), new MySqlLockLimit());
    }

    @Override
    boolean lockTimeout(SQLException e) {
        return e.getErrorCode() == LOCK_WAIT_TIMEOUT;
    }

    @Override
    final boolean lockTimeoutEndsTransaction(SqlSession session) throws SQLException {
        return Boolean.TRUE.equals(session.first("SELECT @@innodb_rollback_on_timeout", row -> row.getBoolean(1)));
    }

    @Override
    final String purge() {
        return PURGE;
    }

    /** REPEATABLE READ locks the gaps between expired records and the end of the index, where new ones go. */
    @Override
    final boolean purgesInReadCommitted() {
        return true;
    }

    @Override
    final boolean repeatable(SQLException e) {
        return switch (e.getErrorCode()) {
            case LOCK_WAIT_TIMEOUT, DEADLOCK, RECORD_CHANGED_SINCE_READ -> true;
            default -> super.repeatable(e);
        };
    }
}
