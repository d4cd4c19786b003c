package io.github.idempotency.store.memory;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.Outcome;
import io.github.idempotency.store.RecordListing;
import io.github.idempotency.store.RecordView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;

/** What operators see of the records and decide about them, in the same atomic steps as the verbs. */
final class Inspection {

    private final ConcurrentMap<IdempotencyKey, Entry> entries;
    private final ExpiryQueue queue;
    private final Room room;
    private final Ticker ticker;

    Inspection(ConcurrentMap<IdempotencyKey, Entry> entries, ExpiryQueue queue, Room room, Ticker ticker) {
        this.entries = entries;
        this.queue = queue;
        this.room = room;
        this.ticker = ticker;
    }

    Optional<RecordView> find(IdempotencyKey key) {
        long now = ticker.now();
        return Optional.ofNullable(entries.get(key))
                .filter(entry -> !entry.expired(now))
                .map(entry -> entry.view(key, now));
    }

    RecordListing list(Set<RecordView.State> states, int atMost) {
        List<RecordView> found = new ArrayList<>();
        for (Map.Entry<IdempotencyKey, Entry> each : entries.entrySet()) {
            Entry entry = each.getValue();
            long now = ticker.now();
            if (entry.expired(now) || !states.contains(entry.state(now))) {
                continue;
            }
            if (found.size() == atMost) {
                return new RecordListing(found, false);
            }
            found.add(entry.view(each.getKey(), now));
        }
        return new RecordListing(found, true);
    }

    boolean settle(IdempotencyKey key, Outcome outcome, Duration retention) {
        boolean[] waited = {false};
        entries.computeIfPresent(key, (same, entry) -> {
            long now = ticker.now();
            waited[0] = entry.waiting(now);
            if (!waited[0]) {
                return entry;
            }
            room.returnBytes(entry.payloadBytes());
            room.takeBytes(outcome.payload().length);
            return queue.requeued(key, entry.resolved(outcome, Ticker.after(now, retention)));
        });
        return waited[0];
    }

    boolean reopen(IdempotencyKey key) {
        boolean[] waited = {false};
        entries.computeIfPresent(key, (same, entry) -> {
            waited[0] = entry.waiting(ticker.now());
            return waited[0] ? entry.forgotten(queue, room) : entry;
        });
        return waited[0];
    }

    boolean delete(IdempotencyKey key) {
        boolean[] existed = {false};
        entries.computeIfPresent(key, (same, entry) -> {
            existed[0] = !entry.expired(ticker.now());
            return entry.forgotten(queue, room);
        });
        return existed[0];
    }
}
