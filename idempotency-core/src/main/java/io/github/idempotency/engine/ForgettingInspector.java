package io.github.idempotency.engine;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.Outcome;
import io.github.idempotency.store.RecordInspector;
import io.github.idempotency.store.RecordListing;
import io.github.idempotency.store.RecordView;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * What operators change in the store is no longer kept near, also where the store did not say whether it is changed. Nor
 * is what they have seen in it: the next caller is to get the same, although it may have been deleted elsewhere.
 */
record ForgettingInspector(RecordInspector records, NearRecords near) implements RecordInspector {

    @Override
    public Optional<RecordView> find(IdempotencyKey key) {
        Optional<RecordView> found = records.find(key);
        near.forget(key);
        return found;
    }

    @Override
    public RecordListing list(Set<RecordView.State> states, int atMost) {
        return records.list(states, atMost);
    }

    @Override
    public boolean settle(IdempotencyKey key, Outcome outcome, Duration retention) {
        return forgetting(key, () -> records.settle(key, outcome, retention));
    }

    @Override
    public boolean reopen(IdempotencyKey key) {
        return forgetting(key, () -> records.reopen(key));
    }

    @Override
    public boolean delete(IdempotencyKey key) {
        return forgetting(key, () -> records.delete(key));
    }

    private boolean forgetting(IdempotencyKey key, BooleanSupplier change) {
        try {
            return change.getAsBoolean();
        } finally {
            near.forget(key);
        }
    }
}
