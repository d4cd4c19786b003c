package io.github.idempotency.store.memory;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** How much of the memory granted to the store is taken; thread-safe. */
final class Room {

    private final int maxRecords;
    private final long maxBytes;
    private final AtomicInteger records = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    Room(int maxRecords, long maxBytes) {
        this.maxRecords = maxRecords;
        this.maxBytes = maxBytes;
    }

    boolean takeRecord() {
        if (bytes.get() >= maxBytes) {
            return false;
        }
        // In one step: a place taken for a moment and given back would be missing to others in between.
        return records.getAndUpdate(taken -> taken < maxRecords ? taken + 1 : taken) < maxRecords;
    }

    void returnRecord() {
        records.decrementAndGet();
    }

    /** A recorded answer is never turned away, however full the store is: see {@link InMemoryIdempotencyStore}. */
    void takeBytes(int payload) {
        if (payload > 0) {
            bytes.addAndGet(payload);
        }
    }

    void returnBytes(int payload) {
        if (payload > 0) {
            bytes.addAndGet(-payload);
        }
    }

    /** Why nothing more fits and which property would change that. */
    String complaint() {
        return bytes.get() >= maxBytes
                ? "The in-memory idempotency store is full: its recorded answers take " + bytes + " bytes and none has"
                        + " expired. Raise idempotency.memory.max-bytes (now " + maxBytes
                        + "), shorten idempotency.retention, or use a shared store"
                : "The in-memory idempotency store is full: it keeps " + maxRecords + " records and none has"
                        + " expired. Raise idempotency.memory.max-records (now " + maxRecords
                        + "), shorten idempotency.retention, or use a shared store";
    }

    int records() {
        return records.get();
    }

    long bytes() {
        return bytes.get();
    }
}
