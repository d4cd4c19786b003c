package io.github.idempotency.store.jdbc;

import io.github.idempotency.store.Claim;
import io.github.idempotency.store.ClaimRequest;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL's: limits, claim and what puts the limits back travel together, in one round trip. If one fails, the server
 * skips the rest, and rolling back (to the savepoint, if there is one) puts the limits back as well.
 */
final class PipelinedClaim implements TransactionalClaim {

    /** Statements without rows count as results too. */
    private static final String SAVE = "SAVEPOINT idempotency_claim;\n";

    /** Parameters of our own keep what was there before, so that nobody has to ask for it. */
    private static final String LIMIT = """
            SELECT set_config('idempotency.lock_timeout', current_setting('lock_timeout'), true),
                   set_config('idempotency.statement_timeout', current_setting('statement_timeout'), true),
                   set_config('lock_timeout', CAST(? AS text), true),
                   set_config('statement_timeout', CAST(? AS text), true);
            """;

    private static final String RESTORE = """
            ;
            SELECT set_config('lock_timeout', current_setting('idempotency.lock_timeout'), true),
                   set_config('statement_timeout', current_setting('idempotency.statement_timeout'), true)
            """;

    private static final String FORGET = ";\nRELEASE SAVEPOINT idempotency_claim";

    private static final String UNDO = "ROLLBACK TO SAVEPOINT idempotency_claim; RELEASE SAVEPOINT idempotency_claim";

    private final SingleStatementClaim claim;

    PipelinedClaim(SingleStatementClaim claim) {
        this.claim = claim;
    }

    @Override
    public @Nullable Claim tryClaim(SqlSession session, ClaimRequest request, Terms terms) throws SQLException {
        List<Object> limits = List.of(
                String.valueOf(LockLimit.millis(terms.lock())), String.valueOf(LockLimit.millis(terms.statement())));
        if (!terms.keepTransaction()) {
            return claim.tryClaim(session, request, new Frame(LIMIT, limits, 1, RESTORE));
        }
        try {
            return claim.tryClaim(session, request, new Frame(SAVE + LIMIT, limits, 2, RESTORE + FORGET));
        } catch (SQLException e) {
            undo(session, e);
            throw e;
        }
    }

    /** Fails where the transaction had failed before the savepoint, or the connection is lost. */
    private static void undo(SqlSession session, SQLException e) {
        try {
            session.execute(UNDO);
        } catch (SQLException second) {
            e.addSuppressed(second);
        }
    }

    @Override
    public Duration longestWait(Duration wait) {
        return Duration.ofMillis(LockLimit.millis(wait));
    }
}
