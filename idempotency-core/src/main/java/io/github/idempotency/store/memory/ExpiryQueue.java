package io.github.idempotency.store.memory;

import io.github.idempotency.IdempotencyKey;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Which record ends next: one place per record, in the order of time, so that what has expired is found without looking
 * at what has not.
 *
 * <p>A record whose end moves later keeps its place and is put back when the place comes up; only an end that moves
 * earlier costs a new place. Thread-safe.
 */
final class ExpiryQueue {

    private final ConcurrentSkipListMap<Due, IdempotencyKey> places = new ConcurrentSkipListMap<>();
    private final AtomicLong numbers = new AtomicLong();

    Due add(IdempotencyKey key, long at) {
        Due due = new Due(at, numbers.incrementAndGet());
        places.put(due, key);
        return due;
    }

    /** Moves a record forward if it now ends before its place comes up. */
    Entry requeued(IdempotencyKey key, Entry entry) {
        if (entry.expiry() >= entry.due().at()) {
            return entry;
        }
        remove(entry.due());
        return entry.queuedAs(add(key, entry.expiry()));
    }

    void remove(Due due) {
        places.remove(due);
    }

    /** The first place if its time has come; it stays in the queue. */
    Map.@Nullable Entry<Due, IdempotencyKey> first(long now) {
        Map.Entry<Due, IdempotencyKey> first = places.firstEntry();
        return first == null || first.getKey().at() > now ? null : first;
    }

    int size() {
        return places.size();
    }
}
