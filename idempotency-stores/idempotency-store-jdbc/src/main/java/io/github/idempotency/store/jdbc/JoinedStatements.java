package io.github.idempotency.store.jdbc;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.store.Claim;
import io.github.idempotency.store.ClaimRequest;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The verbs for several keys at once, each in one statement that is committed as a whole. */
interface JoinedStatements {

    /** Larger payloads travel alone: they would hold up the others, and many of them would fill the memory. */
    int LARGEST_PAYLOAD = 32 * 1024;

    /**
     * Leaves out a key whose record changed meanwhile, cannot be read, or has a larger payload: whoever claims it alone will
     * see.
     *
     * @param longestLock how long the statement may wait for somebody else's lock on one of the records, before it fails
     */
    Map<IdempotencyKey, Claim> claim(SqlSession session, List<ClaimRequest> requests, Duration longestLock)
            throws SQLException;

    /** Leaves out what was not recorded, for whatever reason. */
    Map<IdempotencyKey, Boolean> complete(SqlSession session, List<Completion> completions) throws SQLException;
}
