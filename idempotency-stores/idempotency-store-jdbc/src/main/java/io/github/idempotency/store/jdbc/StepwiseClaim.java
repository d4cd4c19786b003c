package io.github.idempotency.store.jdbc;

import io.github.idempotency.store.Claim;
import io.github.idempotency.store.ClaimRequest;
import io.github.idempotency.store.Lease;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A claim in up to three statements, each atomic by itself: insert if absent; else read; else, if what was read may be
 * taken, swap it on condition that it has not changed. Works wherever a duplicate insert can be told from a new one.
 */
final class StepwiseClaim implements ClaimProtocol {

    private static final String READ = "SELECT " + StoredRecord.COLUMNS + ", payload FROM {table} WHERE id = ?";

    /** A renewal leaves owner and token alone, hence the last condition. */
    private static final String SWAP = """
            UPDATE {table}
               SET created_at = CASE WHEN expires_at <= {now} THEN {now} ELSE created_at END,
                   state = 'C', fingerprint = ?, operation = ?, owner = ?, token = ?, attempt = ?,
                   lease_until = {now} + ?, expires_at = {now} + ?, purge_after = {now} + ?,
                   outcome = NULL, payload = NULL
             WHERE id = ? AND format = 1 AND owner = ? AND token = ?
               AND (expires_at <= {now} OR state = 'C' AND (owner = ? OR lease_until <= {now}))
            """;

    private final String insert;
    private final String read;
    private final String swap;
    private final SqlDialect dialect;

    /** @param insert arguments: id, fingerprint, operation, owner, lease, retention, retention; counts what it inserted */
    StepwiseClaim(SqlDialect dialect, String table, String insert) {
        this(dialect, table, insert, "");
    }

    /** @param lock what the end of a query is to say so that it reads the present, not the transaction's past */
    StepwiseClaim(SqlDialect dialect, String table, String insert, String lock) {
        this.dialect = dialect;
        this.insert = dialect.render(insert, table);
        this.read = dialect.render(READ + lock, table);
        this.swap = dialect.render(SWAP, table);
    }

    @Override
    public @Nullable Claim tryClaim(SqlSession session, ClaimRequest request) throws SQLException {
        if (inserted(session, request)) {
            return new Claim.Granted(new Lease(request.key(), request.owner(), 1), 1);
        }
        Found found = session.first(
                read,
                row -> {
                    StoredRecord record = StoredRecord.read(request.key(), row);
                    return new Found(
                            record,
                            mayTake(record, request)
                                    ? null
                                    : record.answer(request, dialect.payload(row, StoredRecord.NEXT_COLUMN)));
                },
                request.key().bytes());
        if (found == null) {
            return null;
        }
        return found.answer() != null ? found.answer() : swapped(session, request, found.record());
    }

    private record Found(StoredRecord record, @Nullable Claim answer) {}

    private static boolean mayTake(StoredRecord record, ClaimRequest request) {
        return record.expired() || record.claimedBy(request.owner()) || record.passesTo(request);
    }

    private boolean inserted(SqlSession session, ClaimRequest request) throws SQLException {
        long lease = Micros.of(request.lease());
        long retention = Micros.of(request.retention());
        try {
            return session.update(
                            insert,
                            request.key().bytes(),
                            request.fingerprint().bytes(),
                            request.operation(),
                            request.owner().bytes(),
                            lease,
                            retention,
                            retention)
                    == 1;
        } catch (SQLException e) {
            if (dialect.duplicateKey(e)) {
                return false;
            }
            throw e;
        }
    }

    private @Nullable Claim swapped(SqlSession session, ClaimRequest request, StoredRecord seen) throws SQLException {
        boolean again = !seen.expired() && seen.claimedBy(request.owner());
        long token = again ? seen.token() : seen.token() + 1;
        int attempt = seen.expired() ? 1 : again ? seen.attempt() : seen.attempt() + 1;
        byte[] owner = request.owner().bytes();
        long retention = Micros.of(request.retention());
        int rows = session.update(
                swap,
                request.fingerprint().bytes(),
                request.operation(),
                owner,
                token,
                attempt,
                Micros.of(request.lease()),
                retention,
                retention,
                request.key().bytes(),
                seen.owner().bytes(),
                seen.token(),
                owner);
        return rows == 1 ? new Claim.Granted(new Lease(request.key(), request.owner(), token), attempt) : null;
    }
}
