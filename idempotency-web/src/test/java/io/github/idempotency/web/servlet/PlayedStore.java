package io.github.idempotency.web.servlet;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.Outcome;
import io.github.idempotency.store.Claim;
import io.github.idempotency.store.ClaimRequest;
import io.github.idempotency.store.IdempotencyStore;
import io.github.idempotency.store.Lease;
import io.github.idempotency.store.RecordView;
import io.github.idempotency.store.StoreTraits;
import io.github.idempotency.store.StoreUnavailableException;
import io.github.idempotency.store.TransactionalStore;
import io.github.idempotency.store.memory.InMemoryIdempotencyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/** Stands for a store in the application's database; what databases really do is tested with databases. */
final class PlayedStore implements IdempotencyStore, TransactionalStore {

    private final InMemoryIdempotencyStore records = new InMemoryIdempotencyStore(100, 1_000_000, 100_000);
    private final List<IdempotencyKey> claimed = new ArrayList<>();
    volatile boolean down;
    volatile boolean refusingOutcomes;

    /** The states of all records. */
    List<RecordView.State> states() {
        return records.list(EnumSet.allOf(RecordView.State.class), 100).records().stream()
                .map(RecordView::state)
                .toList();
    }

    void committed() {
        claimed.clear();
    }

    void rolledBack() {
        claimed.forEach(records::delete);
        claimed.clear();
    }

    @Override
    public Object resource() {
        return records;
    }

    @Override
    public Claim claimInTransaction(ClaimRequest request, Duration maxWait, boolean keepTransaction) {
        Claim claim = claim(request);
        if (claim instanceof Claim.Granted) {
            claimed.add(request.key());
        }
        return claim;
    }

    @Override
    public boolean completeInTransaction(Lease lease, Outcome outcome, Duration retention) {
        return complete(lease, outcome, retention);
    }

    @Override
    public boolean releaseInTransaction(Lease lease) {
        return release(lease);
    }

    @Override
    public Claim claim(ClaimRequest request) {
        requireUp();
        return records.claim(request);
    }

    @Override
    public boolean renew(Lease lease, Duration extension) {
        return records.renew(lease, extension);
    }

    @Override
    public boolean complete(Lease lease, Outcome outcome, Duration retention) {
        requireUp();
        if (refusingOutcomes) {
            throw new StoreUnavailableException("refused", null);
        }
        return records.complete(lease, outcome, retention);
    }

    @Override
    public boolean release(Lease lease) {
        requireUp();
        return records.release(lease);
    }

    @Override
    public StoreTraits traits() {
        return records.traits();
    }

    private void requireUp() {
        if (down) {
            throw new StoreUnavailableException("down", null);
        }
    }
}
