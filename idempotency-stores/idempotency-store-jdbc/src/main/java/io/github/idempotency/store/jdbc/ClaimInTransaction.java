package io.github.idempotency.store.jdbc;

import io.github.idempotency.store.Claim;
import io.github.idempotency.store.ClaimBlockedException;
import io.github.idempotency.store.ClaimRequest;
import io.github.idempotency.store.TransactionConflictException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Tries a claim until it is decided, or until the time to wait for other transactions is over.
 *
 * @param grace how much longer than {@code maxWait} a statement may take that waits for several transactions in a row
 */
record ClaimInTransaction(ClaimRequest request, Duration maxWait, boolean keepTransaction, Duration grace)
        implements TransactionCalls.Work<Claim> {

    /** So often somebody may come between at once, however short the wait. */
    private static final int FEW = 3;

    @Override
    public Duration longestWait(RecordStatements records) {
        return records.transactionalClaim().longestWait(maxWait);
    }

    @Override
    public Claim run(RecordStatements records, SqlSession session) throws SQLException {
        try {
            return repeatedly(records.transactionalClaim(), session);
        } catch (SQLException e) {
            if (!records.dialect().lockTimeout(e)) {
                throw e;
            }
            if (keepTransaction && records.dialect().lockTimeoutEndsTransaction(session)) {
                throw new TransactionConflictException(
                        "Another transaction holds the key, and the database has rolled this one back instead of waiting"
                                + " longer (innodb_rollback_on_timeout)",
                        e);
            }
            throw blocked(e);
        }
    }

    private Claim repeatedly(TransactionalClaim claims, SqlSession session) throws SQLException {
        Deadline patience = Deadline.after(maxWait);
        Duration wait = maxWait;
        for (int tries = 1; ; tries++) {
            Claim claim = claims.tryClaim(session, request, terms(claims, wait));
            if (claim != null) {
                return claim;
            }
            if (tries >= FEW) {
                giveUp(session, patience);
            }
            StoreCalls.pause(tries);
            wait = patience.remaining();
        }
    }

    private TransactionalClaim.Terms terms(TransactionalClaim claims, Duration wait) {
        return new TransactionalClaim.Terms(wait, claims.longestWait(wait).plus(grace), keepTransaction);
    }

    private void giveUp(SqlSession session, Deadline patience) throws SQLException {
        if (session.connection().getTransactionIsolation() > Connection.TRANSACTION_READ_COMMITTED) {
            throw new TransactionConflictException(
                    "The key was claimed after this transaction took its snapshot; roll it back and try all of it again",
                    null);
        }
        if (patience.passed()) {
            throw blocked(null);
        }
    }

    private ClaimBlockedException blocked(@Nullable SQLException cause) {
        return new ClaimBlockedException(
                "Another transaction has claimed the key and did not end within " + maxWait, cause);
    }
}
