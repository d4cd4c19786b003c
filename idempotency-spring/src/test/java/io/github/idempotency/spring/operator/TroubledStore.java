package io.github.idempotency.spring.operator;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.Outcome;
import io.github.idempotency.store.Claim;
import io.github.idempotency.store.ClaimRequest;
import io.github.idempotency.store.IdempotencyStore;
import io.github.idempotency.store.Lease;
import io.github.idempotency.store.RecordInspector;
import io.github.idempotency.store.RecordListing;
import io.github.idempotency.store.RecordView;
import io.github.idempotency.store.StoreTraits;
import io.github.idempotency.store.memory.InMemoryIdempotencyStore;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A store into which one can look until something goes wrong. */
final class TroubledStore implements IdempotencyStore, RecordInspector {

    private final InMemoryIdempotencyStore store = new InMemoryIdempotencyStore(100, 1_000_000, 1_000);

    /** What looking at a record fails with. */
    @Nullable
    RuntimeException whenRead;

    /** What deleting a record fails with. */
    @Nullable
    RuntimeException whenDeleted;

    /** What happens between looking at a record and changing it. */
    Runnable beforeChange = () -> {};

    /** What happens once a record was looked at. */
    Runnable afterRead = () -> {};

    @Override
    public Claim claim(ClaimRequest request) {
        return store.claim(request);
    }

    @Override
    public boolean renew(Lease lease, Duration extension) {
        return store.renew(lease, extension);
    }

    @Override
    public boolean complete(Lease lease, Outcome outcome, Duration retention) {
        return store.complete(lease, outcome, retention);
    }

    @Override
    public boolean release(Lease lease) {
        return store.release(lease);
    }

    @Override
    public StoreTraits traits() {
        return store.traits();
    }

    @Override
    public Optional<RecordView> find(IdempotencyKey key) {
        if (whenRead != null) {
            throw whenRead;
        }
        Optional<RecordView> found = store.find(key);
        afterRead.run();
        return found;
    }

    @Override
    public RecordListing list(Set<RecordView.State> states, int atMost) {
        if (whenRead != null) {
            throw whenRead;
        }
        return store.list(states, atMost);
    }

    @Override
    public boolean settle(IdempotencyKey key, Outcome outcome, Duration retention) {
        beforeChange.run();
        return store.settle(key, outcome, retention);
    }

    @Override
    public boolean reopen(IdempotencyKey key) {
        beforeChange.run();
        return store.reopen(key);
    }

    @Override
    public boolean delete(IdempotencyKey key) {
        if (whenDeleted != null) {
            throw whenDeleted;
        }
        return store.delete(key);
    }
}
