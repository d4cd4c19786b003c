package io.github.idempotency.store.memory;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.Outcome;
import io.github.idempotency.store.Claim;
import io.github.idempotency.store.ClaimRequest;
import io.github.idempotency.store.Lease;
import io.github.idempotency.store.StoreUnavailableException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The records and their life. Every change happens inside the map's atomic step on its key, which is what makes the
 * verbs atomic; the queue and the counters are only ever changed together with the record they belong to.
 */
final class Records {

    /** Two out for one in: expired records shrink even while claims keep coming. */
    private static final int SWEPT_PER_CLAIM = 2;

    private static final int SWEPT_WHEN_FULL = 64;

    private final ConcurrentHashMap<IdempotencyKey, Entry> entries = new ConcurrentHashMap<>();
    private final ExpiryQueue queue = new ExpiryQueue();
    /** One sequence for all records: a token is greater than every earlier one, whatever happened in between. */
    private final AtomicLong tokens = new AtomicLong();

    private final Room room;
    private final Ticker ticker;

    Records(Room room, Ticker ticker) {
        this.room = room;
        this.ticker = ticker;
    }

    Claim claim(ClaimRequest request) {
        Claim refusal = refusalAtFirstSight(request);
        if (refusal != null) {
            return refusal;
        }
        ClaimStep step = new ClaimStep(request, queue, room, tokens, ticker);
        Claim answer = step.take(entries);
        while (answer == null) {
            boolean swept = sweep(SWEPT_WHEN_FULL) > 0;
            // Also if there was nothing to sweep: another caller may have done it since the last try.
            answer = step.take(entries);
            if (answer == null && !swept) {
                throw new StoreUnavailableException(room.complaint(), null);
            }
        }
        sweep(SWEPT_PER_CLAIM);
        return answer;
    }

    /** Duplicates, which are most of the calls that do not execute, are answered without taking any lock. */
    private @Nullable Claim refusalAtFirstSight(ClaimRequest request) {
        // The clock before the record: what had run out then has still run out when the record is read.
        long now = ticker.now();
        Entry entry = entries.get(request.key());
        return entry == null || entry.expired(now) || entry.grantableTo(request, now) ? null : entry.refused(now);
    }

    boolean renew(Lease lease, Duration extension) {
        return change(lease, entry -> entry.outcome() == null, (entry, now) -> {
            long leaseEnd = Ticker.after(now, extension);
            return entry.withLease(leaseEnd, leaseEnd);
        });
    }

    boolean complete(Lease lease, Outcome outcome, Duration retention) {
        return change(lease, entry -> true, (entry, now) -> {
            if (entry.outcome() != null) {
                return entry;
            }
            room.takeBytes(outcome.payload().length);
            return queue.requeued(lease.key(), entry.settled(outcome, Ticker.after(now, retention)));
        });
    }

    boolean release(Lease lease) {
        return change(lease, entry -> entry.outcome() == null, (entry, now) -> entry.forgotten(queue, room));
    }

    private boolean change(Lease lease, EntryTest allowed, EntryChange change) {
        boolean[] theirs = {false};
        entries.computeIfPresent(lease.key(), (key, entry) -> {
            long now = ticker.now();
            theirs[0] = entry.belongsTo(lease) && !entry.expired(now) && allowed.test(entry);
            return theirs[0] ? change.apply(entry, now) : entry;
        });
        return theirs[0];
    }

    Inspection inspection() {
        return new Inspection(entries, queue, room, ticker);
    }

    /**
     * Looks at the records whose time has come, and removes those whose end has not moved since they were queued. What
     * another caller was quicker at does not count, or callers that meet would fall behind what they add.
     */
    private int sweep(int atMost) {
        int[] seen = {0};
        while (seen[0] < atMost) {
            Map.Entry<Due, IdempotencyKey> next = queue.first(ticker.now());
            if (next == null) {
                break;
            }
            Due due = next.getKey();
            entries.computeIfPresent(next.getValue(), (key, entry) -> {
                if (!entry.due().equals(due)) {
                    return entry;
                }
                seen[0]++;
                return entry.expired(ticker.now())
                        ? entry.forgotten(queue, room)
                        : entry.queuedAs(queue.add(key, entry.expiry()));
            });
            // Not before: a caller that finds the store full and nothing to sweep takes it for really full.
            queue.remove(due);
        }
        return seen[0];
    }

    int size() {
        return entries.size();
    }

    /** Records waiting for their end; as many as there are, or the memory of the departed leaks. */
    int queued() {
        return queue.size();
    }

    long bytes() {
        return room.bytes();
    }

    /** Whether the owner of a record may change it. */
    private interface EntryTest {
        boolean test(Entry entry);
    }

    /** What becomes of a record; null if nothing does. */
    private interface EntryChange {
        @Nullable
        Entry apply(Entry entry, long now);
    }
}
