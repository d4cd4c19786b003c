package io.github.idempotency.store.memory;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.store.Claim;
import io.github.idempotency.store.ClaimRequest;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The atomic step of one claim: decides on the record as it is and changes it in the same moment. */
final class ClaimStep implements BiFunction<IdempotencyKey, @Nullable Entry, @Nullable Entry> {

    private final ClaimRequest request;
    private final ExpiryQueue queue;
    private final Room room;
    private final AtomicLong tokens;
    private final Ticker ticker;
    private @Nullable Claim answer;

    ClaimStep(ClaimRequest request, ExpiryQueue queue, Room room, AtomicLong tokens, Ticker ticker) {
        this.request = request;
        this.queue = queue;
        this.room = room;
        this.tokens = tokens;
        this.ticker = ticker;
    }

    /** The answer, or null if the record would be a new one and there is no room for it. */
    @Nullable
    Claim take(ConcurrentMap<IdempotencyKey, Entry> entries) {
        entries.compute(request.key(), this);
        return answer;
    }

    @Override
    public @Nullable Entry apply(IdempotencyKey key, @Nullable Entry entry) {
        long now = ticker.now();
        if (entry == null) {
            return room.takeRecord() ? granted(key, first(key, now)) : null;
        }
        if (entry.expired(now)) {
            room.returnBytes(entry.payloadBytes());
            queue.remove(entry.due());
            return granted(key, first(key, now));
        }
        if (!entry.grantableTo(request, now)) {
            answer = entry.refused(now);
            return entry;
        }
        long leaseEnd = Ticker.after(now, request.lease());
        long expiry = Ticker.after(now, request.retention());
        return granted(
                key,
                entry.owner().equals(request.owner())
                        ? entry.withLease(leaseEnd, expiry)
                        : queue.requeued(
                                key, entry.passedTo(request.owner(), tokens.incrementAndGet(), leaseEnd, expiry)));
    }

    private Entry first(IdempotencyKey key, long now) {
        long expiry = Ticker.after(now, request.retention());
        Due due = queue.add(key, expiry);
        return new Entry(
                request.fingerprint(),
                request.operation(),
                request.owner(),
                tokens.incrementAndGet(),
                1,
                now,
                Ticker.after(now, request.lease()),
                expiry,
                due,
                null);
    }

    private Entry granted(IdempotencyKey key, Entry entry) {
        answer = entry.granted(key);
        return entry;
    }
}
