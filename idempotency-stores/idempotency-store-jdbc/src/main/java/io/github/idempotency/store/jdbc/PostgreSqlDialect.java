package io.github.idempotency.store.jdbc;

import io.github.idempotency.store.ClaimRequest;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** PostgreSQL 12 and later. */
sealed class PostgreSqlDialect extends SqlDialect permits CockroachDbDialect, YugabyteDbDialect {

    /**
     * A record that may not be taken is only read, so a duplicate writes no row version. Where a concurrent claim commits
     * between reading and inserting, no row comes back: what was read is stale then and must not be answered.
     */
    private static final String CLAIM = """
            WITH wish AS (
                SELECT CAST(? AS bytea) AS id, CAST(? AS bytea) AS fingerprint, CAST(? AS varchar) AS operation,
                       CAST(? AS bytea) AS owner, CAST(? AS bigint) AS lease, CAST(? AS bigint) AS retention,
                       {now} AS now
            ), found AS (
                SELECT r.*, w.now,
                       r.format = 1 AND octet_length(r.owner) = 16 AND r.token > 0 AND r.attempt > 0
                       AND (r.state IN ('C', 'S') AND r.expires_at <= w.now
                            OR r.state = 'C' AND (r.owner = w.owner
                               OR {takeover} AND r.lease_until <= w.now AND r.fingerprint = w.fingerprint)) AS takeable
                  FROM {table} r CROSS JOIN wish w
                 WHERE r.id = ?
            ), granted AS (
                INSERT INTO {table} AS r (id, format, state, fingerprint, operation, owner, token, attempt,
                                          lease_until, expires_at, purge_after, created_at)
                SELECT id, 1, 'C', fingerprint, operation, owner, 1, 1,
                       now + lease, now + retention, now + retention, now
                  FROM wish
                 WHERE NOT EXISTS (SELECT 1 FROM found WHERE takeable IS NOT TRUE)
                {on_conflict}
                RETURNING r.format, r.state, r.fingerprint, r.owner, r.token, r.attempt, r.lease_until, r.expires_at
            )
            SELECT format, state, fingerprint, owner, token, attempt, lease_until, expires_at, NULL, NULL FROM granted
            UNION ALL
            SELECT format, state, fingerprint, owner, token, attempt, lease_until - now, expires_at - now,
                   outcome, payload
              FROM found
             WHERE takeable IS NOT TRUE
            """;

    /** A record that was taken meanwhile is looked at once more, under its lock. */
    private static final String ON_CONFLICT = """
            ON CONFLICT (id) DO UPDATE
               SET token = CASE WHEN r.owner = EXCLUDED.owner AND r.expires_at > EXCLUDED.created_at
                                THEN r.token ELSE r.token + 1 END,
                   attempt = CASE WHEN r.expires_at <= EXCLUDED.created_at THEN 1
                                  WHEN r.owner = EXCLUDED.owner THEN r.attempt ELSE r.attempt + 1 END,
                   created_at = CASE WHEN r.expires_at <= EXCLUDED.created_at
                                     THEN EXCLUDED.created_at ELSE r.created_at END,
                   state = 'C', fingerprint = EXCLUDED.fingerprint, operation = EXCLUDED.operation,
                   owner = EXCLUDED.owner, lease_until = EXCLUDED.lease_until,
                   expires_at = EXCLUDED.expires_at, purge_after = EXCLUDED.purge_after,
                   outcome = NULL, payload = NULL
             WHERE r.format = 1 AND octet_length(r.owner) = 16 AND r.token > 0 AND r.attempt > 0
               AND (r.state IN ('C', 'S') AND r.expires_at <= EXCLUDED.created_at
                    OR r.state = 'C' AND (r.owner = EXCLUDED.owner
                       OR {takeover} AND r.lease_until <= EXCLUDED.created_at
                          AND r.fingerprint = EXCLUDED.fingerprint))
            """;

    /** The array makes the server look for candidates once, and before it joins them with anything. */
    private static final String PURGE = """
            DELETE FROM {table}
             WHERE expires_at <= {now}
               AND id = ANY (ARRAY(
                   SELECT id FROM {table}
                    WHERE purge_after <= (SELECT {now}) AND expires_at <= {now}
                    ORDER BY purge_after
                    LIMIT ?
                      FOR UPDATE SKIP LOCKED))
            """;

    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final String QUERY_CANCELED = "57014";

    PostgreSqlDialect(String platform) {
        super(platform);
    }

    /** Not {@code now()}, which is the start of the transaction. */
    @Override
    final String now() {
        return "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000 AS bigint)";
    }

    @Override
    ClaimProtocol claimProtocol(String table) {
        return claim(table);
    }

    @Override
    @Nullable
    JoinedStatements joinedStatements(String table) {
        return new PostgreSqlJoinedStatements(this, ON_CONFLICT, table);
    }

    private SingleStatementClaim claim(String table) {
        String statement = render(CLAIM.replace("{on_conflict}", ON_CONFLICT), table);
        return new SingleStatementClaim(statement, PostgreSqlDialect::arguments);
    }

    @Override
    TransactionalClaim transactionalClaim(String table) {
        return new PipelinedClaim(claim(table));
    }

    /** The limit for one lock, or that for the statement, which may have waited for several. */
    @Override
    final boolean lockTimeout(SQLException e) {
        return LOCK_NOT_AVAILABLE.equals(e.getSQLState()) || QUERY_CANCELED.equals(e.getSQLState());
    }

    private static Object[] arguments(ClaimRequest request) {
        byte[] id = request.key().bytes();
        return new Object[] {
            id,
            request.fingerprint().bytes(),
            // The one character a text cannot hold here; the name is for people only.
            request.operation().replace('\0', ' '),
            request.owner().bytes(),
            Micros.of(request.lease()),
            Micros.of(request.retention()),
            id
        };
    }

    @Override
    String purge() {
        return PURGE;
    }
}
