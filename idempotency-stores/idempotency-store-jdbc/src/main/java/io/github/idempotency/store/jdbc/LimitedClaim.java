package io.github.idempotency.store.jdbc;

import io.github.idempotency.store.Claim;
import io.github.idempotency.store.ClaimRequest;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A claim between two statements that change the session's limit for waiting and put it back. For products where a failed
 * statement leaves the transaction as it was before, so that it takes no savepoint.
 */
final class LimitedClaim implements TransactionalClaim {

    private final ClaimProtocol claims;
    private final LockLimit limit;

    LimitedClaim(ClaimProtocol claims, LockLimit limit) {
        this.claims = claims;
        this.limit = limit;
    }

    @Override
    public @Nullable Claim tryClaim(SqlSession session, ClaimRequest request, Terms terms) throws SQLException {
        LockLimit.Undo undo = limit.set(session, terms.lock());
        Claim claim;
        try {
            claim = claims.tryClaim(session, request);
        } catch (SQLException | RuntimeException | Error e) {
            try {
                undo.run();
            } catch (SQLException second) {
                e.addSuppressed(second);
            }
            throw e;
        }
        undo.run();
        return claim;
    }

    @Override
    public Duration longestWait(Duration wait) {
        return limit.longestWait(wait);
    }
}
