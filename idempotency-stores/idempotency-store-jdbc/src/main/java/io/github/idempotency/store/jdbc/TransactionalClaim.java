package io.github.idempotency.store.jdbc;

import io.github.idempotency.store.Claim;
import io.github.idempotency.store.ClaimRequest;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How a product claims within a caller's transaction, where a claim waits for others and leaves no setting changed. */
interface TransactionalClaim {

    /**
     * How long a claim may take and how it is to fail.
     *
     * @param lock for one other transaction
     * @param statement for all of a statement, which may have to wait for several in a row; where the product can tell
     * @param keepTransaction whether the transaction has to stay usable if the claim fails
     */
    record Terms(Duration lock, Duration statement, boolean keepTransaction) {}

    /** One try; null if somebody else changed the record meanwhile and the claim has to be tried again. */
    @Nullable
    Claim tryClaim(SqlSession session, ClaimRequest request, Terms terms) throws SQLException;

    /** After which time the database surely ends a wait that is to take that long; longer where it counts coarsely. */
    Duration longestWait(Duration wait);
}
