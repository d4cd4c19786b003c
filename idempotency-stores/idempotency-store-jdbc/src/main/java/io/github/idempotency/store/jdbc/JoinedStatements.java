package io.github.idempotency.store.jdbc;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.store.Claim;
import io.github.idempotency.store.ClaimRequest;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** The verbs for several keys at once, each in one statement that is committed as a whole. */
interface JoinedStatements {

    /** Leaves out a key whose record changed meanwhile, or cannot be read: whoever claims it alone will see. */
    Map<IdempotencyKey, Claim> claim(SqlSession session, List<ClaimRequest> requests) throws SQLException;

    /** Leaves out what was not recorded, for whatever reason. */
    Map<IdempotencyKey, Boolean> complete(SqlSession session, List<Completion> completions) throws SQLException;
}
