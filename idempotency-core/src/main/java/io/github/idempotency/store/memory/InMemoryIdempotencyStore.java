package io.github.idempotency.store.memory;

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
import io.github.idempotency.store.StoreUnavailableException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Keeps records in the memory of one process: nothing is shared with other processes and nothing survives a restart.
 *
 * <p>It is bounded. A claim of a new key that finds the store full throws {@link StoreUnavailableException} once the
 * expired records are gone; a record that has not expired is never evicted, because forgetting it would let its call
 * execute twice. For the same reason an answer is always recorded, even when the store is full of bytes: the sum of
 * payloads may exceed {@code maxBytes} by the answers of the calls that were executing when it was reached.
 *
 * <p>Thread-safe; calls for different keys do not wait for each other. Expired records are removed by later claims, each
 * of which does a small constant share, so no thread runs in the background.
 */
public final class InMemoryIdempotencyStore implements IdempotencyStore, RecordInspector {

    private final Records records;
    private final Inspection inspection;
    private final StoreTraits traits;

    /**
     * Makes an empty store.
     *
     * @param maxRecords how many records may exist at once
     * @param maxBytes how many bytes of recorded answers are kept before new keys are refused
     * @param maxPayloadBytes the largest single answer
     * @throws IllegalArgumentException if a limit is less than one
     */
    public InMemoryIdempotencyStore(int maxRecords, long maxBytes, int maxPayloadBytes) {
        this(maxRecords, maxBytes, maxPayloadBytes, System::nanoTime);
    }

    InMemoryIdempotencyStore(int maxRecords, long maxBytes, int maxPayloadBytes, LongSupplier nanos) {
        if (maxRecords < 1 || maxBytes < 1 || maxPayloadBytes < 1) {
            throw new IllegalArgumentException("The limits of the in-memory store must be at least 1: max-records is "
                    + maxRecords + ", max-bytes is " + maxBytes + ", the largest payload is " + maxPayloadBytes);
        }
        this.records = new Records(new Room(maxRecords, maxBytes), new Ticker(nanos));
        this.inspection = records.inspection();
        this.traits = new StoreTraits("memory", false, false, false, true, maxPayloadBytes);
    }

    @Override
    public Claim claim(ClaimRequest request) {
        return records.claim(request);
    }

    @Override
    public boolean renew(Lease lease, Duration extension) {
        return records.renew(lease, extension);
    }

    @Override
    public boolean complete(Lease lease, Outcome outcome, Duration retention) {
        requireSpace(outcome);
        return records.complete(lease, outcome, retention);
    }

    @Override
    public boolean release(Lease lease) {
        return records.release(lease);
    }

    @Override
    public Optional<RecordView> find(IdempotencyKey key) {
        return inspection.find(key);
    }

    @Override
    public RecordListing list(Set<RecordView.State> states, int atMost) {
        if (atMost < 1) {
            throw new IllegalArgumentException("A listing has at least one record, not " + atMost);
        }
        return inspection.list(states, atMost);
    }

    @Override
    public boolean settle(IdempotencyKey key, Outcome outcome, Duration retention) {
        requireSpace(outcome);
        return inspection.settle(key, outcome, retention);
    }

    @Override
    public boolean reopen(IdempotencyKey key) {
        return inspection.reopen(key);
    }

    @Override
    public boolean delete(IdempotencyKey key) {
        return inspection.delete(key);
    }

    private void requireSpace(Outcome outcome) {
        int size = outcome.payload().length;
        if (size > traits.maxPayloadBytes()) {
            throw new IllegalArgumentException("An answer of " + size + " bytes is too large to record: the in-memory"
                    + " idempotency store takes at most " + traits.maxPayloadBytes()
                    + ". Allow larger payloads or answer with less");
        }
    }

    @Override
    public StoreTraits traits() {
        return traits;
    }

    /** Records that take up memory, expired ones included. */
    int size() {
        return records.size();
    }

    /** Bytes of the answers that take up memory, those of expired records included. */
    long bytes() {
        return records.bytes();
    }
}
