package io.github.idempotency.store.jdbc;

import io.github.idempotency.store.Claim;
import io.github.idempotency.store.ClaimRequest;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** How a product decides a claim atomically. */
interface ClaimProtocol {

    /** One try; null if somebody else changed the record meanwhile and the claim has to be tried again. */
    @Nullable
    Claim tryClaim(SqlSession session, ClaimRequest request) throws SQLException;
}
