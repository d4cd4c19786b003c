package io.github.idempotency.store;

import io.github.idempotency.Outcome;
import java.time.Duration;

/**
 * A store that can write its records in a transaction of the application's, so that claim, outcome and the application's
 * own writes are committed together or not at all. The methods work in the transaction the current thread is in, see what
 * it has written, and leave its beginning and its end to the caller; they throw the same exceptions as the verbs of {@link
 * IdempotencyStore}.
 *
 * <p>Until the transaction has ended nobody else sees its claims. So a claim has no lease to renew, an owner that crashes
 * leaves nothing behind, and a concurrent claim of the same key waits in the database: the one exception to the rule that
 * a claim never waits.
 */
public interface TransactionalStore {

    /** What a transaction manager has to manage for this store; for a relational database, its data source. */
    Object resource();

    /**
     * Takes the key within the current transaction, or tells why it cannot be taken. Has no effect on the limits of the
     * statements that follow.
     *
     * @param maxWait how long to wait at most for a concurrent transaction that has claimed the key; a moment, 50 ms or the
     *     one or two seconds of a database that counts in seconds, where it is zero
     * @param keepTransaction whether the transaction has to stay usable if this throws, because it holds more than this
     *     call; costs a savepoint where a failed statement spoils the transaction it is in
     * @throws StoreUnavailableException also if the current thread is in no transaction of the {@link #resource}, or in one
     *     that is read-only
     * @throws ClaimBlockedException if another transaction still holds the key after that time
     * @throws TransactionConflictException if the whole transaction has to be rolled back, and may then be tried again
     */
    Claim claimInTransaction(ClaimRequest request, Duration maxWait, boolean keepTransaction);

    /**
     * Records within the current transaction how the call ended.
     *
     * @return whether it is recorded; {@code false} if the claim is not in this transaction any more
     */
    boolean completeInTransaction(Lease lease, Outcome outcome, Duration retention);

    /**
     * Forgets the claim within the current transaction.
     *
     * @return whether it was forgotten; {@code false} if the claim is not in this transaction any more
     */
    boolean releaseInTransaction(Lease lease);
}
