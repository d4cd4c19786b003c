package io.github.idempotency.engine;

import io.github.idempotency.Outcome;
import io.github.idempotency.store.Claim;
import io.github.idempotency.store.ClaimRequest;
import io.github.idempotency.store.IdempotencyStore;
import io.github.idempotency.store.Lease;
import io.github.idempotency.store.StoreTraits;
import io.github.idempotency.store.TransactionalStore;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Stands for a store in the application's database, as far as the engine sees it: the transaction is played by the test,
 * which undoes claims by {@link #rollBack}. What databases really do is tested with databases.
 */
final class JoiningStore implements IdempotencyStore, TransactionalStore {

    private final IdempotencyStore records;
    private @Nullable Lease claimed;
    Supplier<@Nullable RuntimeException> failure = () -> null;

    @Nullable
    Duration maxWait;

    JoiningStore(IdempotencyStore records) {
        this.records = records;
    }

    void rollBack() {
        if (claimed != null) {
            records.release(claimed);
            claimed = null;
        }
    }

    @Override
    public Object resource() {
        return this;
    }

    @Override
    public Claim claimInTransaction(ClaimRequest request, Duration longest, boolean keepTransaction) {
        maxWait = longest;
        throwIfWanted();
        Claim claim = records.claim(request);
        claimed = claim instanceof Claim.Granted granted ? granted.lease() : null;
        return claim;
    }

    @Override
    public boolean completeInTransaction(Lease lease, Outcome outcome, Duration retention) {
        throwIfWanted();
        return records.complete(lease, outcome, retention);
    }

    @Override
    public boolean releaseInTransaction(Lease lease) {
        throwIfWanted();
        return records.release(lease);
    }

    private void throwIfWanted() {
        RuntimeException wanted = failure.get();
        if (wanted != null) {
            throw wanted;
        }
    }

    @Override
    public Claim claim(ClaimRequest request) {
        return records.claim(request);
    }

    @Override
    public boolean renew(Lease lease, Duration extension) {
        throw new IllegalStateException("Nothing is renewed in a transaction");
    }

    @Override
    public boolean complete(Lease lease, Outcome outcome, Duration retention) {
        return records.complete(lease, outcome, retention);
    }

    @Override
    public boolean release(Lease lease) {
        return records.release(lease);
    }

    @Override
    public StoreTraits traits() {
        return records.traits();
    }
}
