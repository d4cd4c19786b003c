package io.github.idempotency.faults.history;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Collects what clients saw, what was done and what was broken. Made for some millions of calls (about 200 bytes each);
 * texts that repeat are kept once per key. Thread-safe.
 */
public final class History {

    private final ConcurrentMap<CallKey, KeyHistory> keys = new ConcurrentHashMap<>();
    private final List<Outage> outages = new ArrayList<>();
    private volatile long closingNanos = Long.MAX_VALUE;

    /** Notes a call that has ended, also one whose client gave up. */
    public void add(Call call) {
        of(call.key()).add(call);
    }

    /** Notes an effect of the ledger, in any order. */
    public void add(Effect effect) {
        of(effect.key()).add(effect);
    }

    /** Notes an outage that is over. */
    public void add(Outage outage) {
        synchronized (outages) {
            outages.add(outage);
        }
    }

    /**
     * From this {@link System#nanoTime} on everything is whole, lease and grace have passed, and every key that was ever
     * sent is asked for once more: it must then have a final answer.
     */
    public void closingRound(long nanos) {
        closingNanos = nanos;
    }

    /** All keys that were called so far: what the closing round has to ask for. */
    public List<CallKey> keys() {
        return List.copyOf(keys.keySet());
    }

    /** Writes everything as text, one line each, tab-separated; see {@link #read}. */
    public void write(Path file) throws IOException {
        HistoryFile.write(this, file);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IOException also if the file is not a history
     */
    public static History read(Path file) throws IOException {
        return HistoryFile.read(file);
    }

    List<Outage> outages() {
        synchronized (outages) {
            return List.copyOf(outages);
        }
    }

    Collection<KeyHistory> each() {
        return keys.values();
    }

    long closingNanos() {
        return closingNanos;
    }

    private KeyHistory of(CallKey key) {
        return keys.computeIfAbsent(key, KeyHistory::new);
    }
}
