package io.github.idempotency.store.jdbc;

import io.github.idempotency.store.Claim;
import io.github.idempotency.store.ClaimRequest;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * MariaDB's: a statement can bring its own limits, in whole seconds for locks, none included. A statement that fails leaves
 * the transaction as it was, so this takes one round trip and no savepoint.
 */
final class MariaDbTransactionalClaim implements TransactionalClaim {

    private final SingleStatementClaim claim;

    MariaDbTransactionalClaim(SingleStatementClaim claim) {
        this.claim = claim;
    }

    @Override
    public @Nullable Claim tryClaim(SqlSession session, ClaimRequest request, Terms terms) throws SQLException {
        String limits = "SET STATEMENT innodb_lock_wait_timeout = " + LockLimit.seconds(terms.lock())
                + ", max_statement_time = " + LockLimit.seconds(terms.statement()) + " FOR ";
        return claim.tryClaim(session, request, new Frame(limits, List.of(), 0, ""));
    }

    /** The server looks once a second whether a wait has lasted too long. */
    @Override
    public Duration longestWait(Duration wait) {
        return Duration.ofSeconds(LockLimit.seconds(wait) + 1);
    }
}
