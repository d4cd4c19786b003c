package io.github.idempotency.store.jdbc;

import io.github.idempotency.Outcome;
import io.github.idempotency.store.Claim;
import io.github.idempotency.store.ClaimRequest;
import io.github.idempotency.store.Lease;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The verbs as statements on a given connection, for one dialect and table. Immutable and thread-safe. */
final class RecordStatements {

    private static final String MINE =
            " WHERE id = ? AND owner = ? AND token = ? AND state = 'C' AND format = 1 AND expires_at > {now}";

    /** Leaves the indexed purge_after alone: the purge looks at expires_at as well. */
    private static final String RENEW = """
            UPDATE {table}
               SET lease_until = {now} + ?,
                   expires_at = CASE WHEN expires_at < {now} + ? THEN {now} + ? ELSE expires_at END
            """;

    /** Moves the indexed purge_after only where it would send the purge to many records too early, or to some too late. */
    private static final String COMPLETE = """
            UPDATE {table}
               SET state = 'S', outcome = ?, payload = ?, expires_at = {now} + ?,
                   purge_after = CASE WHEN {now} + ? BETWEEN purge_after AND purge_after + 60000000
                                      THEN purge_after ELSE {now} + ? END
            """;

    private static final String RELEASE = "DELETE FROM {table}";

    private static final String READ = "SELECT " + StoredRecord.COLUMNS + " FROM {table} WHERE id = ?";

    private final SqlDialect dialect;
    private final ClaimProtocol claims;
    private final TransactionalClaim transactionalClaim;
    private final @Nullable JoinedStatements joined;
    private final String renew;
    private final String complete;
    private final String release;
    private final String read;
    private final String purge;
    private final OperatorStatements operators;

    RecordStatements(SqlDialect dialect, String table) {
        this.dialect = dialect;
        this.claims = dialect.claimProtocol(table);
        this.transactionalClaim = dialect.transactionalClaim(table);
        this.joined = dialect.joinedStatements(table);
        this.renew = dialect.render(RENEW + MINE, table);
        this.complete = dialect.render(COMPLETE + MINE, table);
        this.release = dialect.render(RELEASE + MINE, table);
        this.read = dialect.render(READ, table);
        this.purge = dialect.render(dialect.purge(), table);
        this.operators = new OperatorStatements(dialect, table);
    }

    @Nullable
    Claim tryClaim(SqlSession session, ClaimRequest request) throws SQLException {
        return claims.tryClaim(session, request);
    }

    SqlDialect dialect() {
        return dialect;
    }

    /** {@code null} if calls are to be made one by one. */
    @Nullable
    JoinedStatements joined() {
        return joined;
    }

    TransactionalClaim transactionalClaim() {
        return transactionalClaim;
    }

    OperatorStatements operators() {
        return operators;
    }

    boolean renew(SqlSession session, Lease lease, Duration extension) throws SQLException {
        long micros = Micros.of(extension);
        int rows = session.update(
                renew,
                micros,
                micros,
                micros,
                lease.key().bytes(),
                lease.owner().bytes(),
                lease.token());
        // A driver that counts changed rows reports none if the lease happens to end at the same microsecond as before.
        return rows == 1 || stands(session, lease, record -> !record.settled());
    }

    boolean complete(SqlSession session, Lease lease, Outcome outcome, Duration retention) throws SQLException {
        long micros = Micros.of(retention);
        int rows = session.update(
                complete,
                String.valueOf(outcome.kind().code()),
                outcome.payload(),
                micros,
                micros,
                micros,
                lease.key().bytes(),
                lease.owner().bytes(),
                lease.token());
        return rows == 1 || stands(session, lease, StoredRecord::settled);
    }

    boolean release(SqlSession session, Lease lease) throws SQLException {
        int rows = session.update(release, lease.key().bytes(), lease.owner().bytes(), lease.token());
        return rows == 1 || stands(session, lease, record -> false);
    }

    /** Tells a lost lease from a repeated call, and throws if the record cannot be read. */
    private boolean stands(SqlSession session, Lease lease, Predicate<StoredRecord> condition) throws SQLException {
        StoredRecord record = session.first(
                read, row -> StoredRecord.read(lease.key(), row), lease.key().bytes());
        return record != null && !record.expired() && record.heldBy(lease) && condition.test(record);
    }

    int removeExpired(SqlSession session, int atMost) throws SQLException {
        return session.update(purge, atMost);
    }
}
