package io.github.idempotency.store.jdbc;

import org.jspecify.annotations.Nullable;

/**
 * CockroachDB 22.2 and later, through the PostgreSQL driver; in SERIALIZABLE or READ COMMITTED. Its statements are plain
 * ones, each a transaction the server repeats by itself as long as it can. Time is that of the node asked, so clocks may
 * differ by as much as the cluster allows its nodes.
 */
final class CockroachDbDialect extends PostgreSqlDialect {

    private static final String INSERT = """
            INSERT INTO {table} (id, format, state, fingerprint, operation, owner, token, attempt,
                                 lease_until, expires_at, purge_after, created_at)
            VALUES (?, 1, 'C', ?, ?, ?, 1, 1, {now} + ?, {now} + ?, {now} + ?, {now})
            ON CONFLICT (id) DO NOTHING
            """;

    CockroachDbDialect() {
        super("cockroachdb");
    }

    @Override
    ClaimProtocol claimProtocol(String table) {
        return new StepwiseClaim(this, table, INSERT);
    }

    /** A claim that has waited for too long spoils its transaction. */
    @Override
    TransactionalClaim transactionalClaim(String table) {
        return new SavepointClaim(new LimitedClaim(claimProtocol(table), lockLimit()));
    }

    @Override
    String purge() {
        return YugabyteDbDialect.PURGE;
    }

    /** Contending calls are better kept apart where every transaction may have to be repeated. */
    @Override
    @Nullable
    JoinedStatements joinedStatements(String table) {
        return null;
    }
}
