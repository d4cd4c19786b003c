package io.github.idempotency.store.jdbc;

import io.github.idempotency.store.Claim;
import io.github.idempotency.store.ClaimRequest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** For products where a failed statement spoils the transaction: goes back to where it was before, if that is wanted. */
final class SavepointClaim implements TransactionalClaim {

    private final TransactionalClaim claim;

    SavepointClaim(TransactionalClaim claim) {
        this.claim = claim;
    }

    @Override
    public @Nullable Claim tryClaim(SqlSession session, ClaimRequest request, Terms terms) throws SQLException {
        if (!terms.keepTransaction()) {
            return claim.tryClaim(session, request, terms);
        }
        Connection connection = session.connection();
        Savepoint before = connection.setSavepoint();
        Claim answer;
        try {
            answer = claim.tryClaim(session, request, terms);
        } catch (SQLException | RuntimeException | Error e) {
            try {
                connection.rollback(before);
            } catch (SQLException second) {
                e.addSuppressed(second);
            }
            throw e;
        }
        connection.releaseSavepoint(before);
        return answer;
    }

    @Override
    public Duration longestWait(Duration wait) {
        return claim.longestWait(wait);
    }
}
