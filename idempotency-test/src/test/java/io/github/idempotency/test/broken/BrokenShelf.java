package io.github.idempotency.test.broken;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.Outcome;
import io.github.idempotency.store.ExpiredRecordCleaner;
import io.github.idempotency.store.IdempotencyStore;
import io.github.idempotency.store.RecordInspector;
import io.github.idempotency.store.RecordView;
import io.github.idempotency.store.RecordView.State;
import io.github.idempotency.store.StoreUnavailableException;
import io.github.idempotency.store.UnreadableRecordException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** What a broken store can do beyond the four verbs. */
abstract class BrokenShelf implements IdempotencyStore, RecordInspector, ExpiredRecordCleaner {

    private final Flaw flaw;
    final BrokenRecords records;
    private final boolean reachable;

    BrokenShelf(Flaw flaw, BrokenRecords records, boolean reachable) {
        this.flaw = flaw;
        this.records = records;
        this.reachable = reachable;
    }

    boolean has(Flaw one) {
        return flaw == one;
    }

    /** Whether the server answers; if it does not, a store that is not flawed throws. */
    boolean reached() {
        if (!reachable && !has(Flaw.GUESSES_WHEN_UNREACHABLE)) {
            throw new StoreUnavailableException("Nobody there", null);
        }
        return reachable;
    }

    @Nullable
    BrokenRecord readable(@Nullable BrokenRecord record) {
        if (record == null) {
            return null;
        }
        if (record.corrupt) {
            if (has(Flaw.GRANTS_CORRUPT_RECORDS)) {
                return null;
            }
            throw new UnreadableRecordException("Corrupt", null);
        }
        if (record.format > 1 && !has(Flaw.IGNORES_THE_FORMAT)) {
            throw new UnreadableRecordException("Newer", null);
        }
        return record;
    }

    @Override
    public Optional<RecordView> find(IdempotencyKey key) {
        if (has(Flaw.SHOWS_ANY_RECORD_ALIKE)) {
            return Optional.of(
                    new RecordView(key, "?", State.CLAIMED, 1, Duration.ZERO, Duration.ZERO, Duration.ZERO, 0));
        }
        if (!reached()) {
            return Optional.empty();
        }
        synchronized (records) {
            BrokenRecord record = readable(records.get(key));
            return record == null || (record.expired() && !has(Flaw.EXPIRES_BY_DELETION_ONLY))
                    ? Optional.empty()
                    : Optional.of(view(key, record));
        }
    }

    static RecordView view(IdempotencyKey key, BrokenRecord record) {
        long now = System.nanoTime();
        Outcome outcome = record.outcome;
        boolean claimed = outcome == null && record.live();
        State ended = outcome != null && outcome.kind() == Outcome.Kind.UNKNOWN ? State.HELD : State.SETTLED;
        State open = claimed ? State.CLAIMED : State.ABANDONED;
        return new RecordView(
                key,
                record.operation,
                outcome == null ? open : ended,
                record.attempt,
                Duration.ofNanos(now - record.createdAt),
                claimed ? Duration.ofNanos(record.leaseEnd - now) : Duration.ZERO,
                Duration.ofNanos(record.expiry - now),
                outcome == null ? 0 : outcome.payload().length);
    }

    @Override
    public boolean delete(IdempotencyKey key) {
        if (!reached()) {
            return false;
        }
        synchronized (records) {
            return has(Flaw.DELETES_NOTHING) || records.remove(key);
        }
    }

    @Override
    public int removeExpired(int atMost) {
        int limit = has(Flaw.CLEANS_WITHOUT_LIMIT) ? Integer.MAX_VALUE : atMost;
        List<IdempotencyKey> found;
        synchronized (records) {
            found = records.byKey.entrySet().stream()
                    .filter(it -> it.getValue().expired() || has(Flaw.CLEANS_LIVE_RECORDS))
                    .limit(limit)
                    .map(it -> it.getKey())
                    .toList();
            if (!has(Flaw.CLEANS_WHAT_IT_READ_EARLIER)) {
                return remove(found);
            }
        }
        pause(Duration.ofMillis(2));
        synchronized (records) {
            return remove(found);
        }
    }

    private int remove(List<IdempotencyKey> found) {
        return (int) found.stream().filter(records::remove).count();
    }

    static void pause(Duration duration) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < duration.toNanos()) {
            LockSupport.parkNanos(duration.toNanos());
        }
    }
}
