package io.github.idempotency.benchmarks.footprint;

import io.github.idempotency.store.IdempotencyStore;
import io.github.idempotency.store.memory.InMemoryIdempotencyStore;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;

/** This process's own heap. */
final class MemoryKeeper implements Keeper {

    /** One collection may leave what the next one finds. */
    private static final int COLLECTIONS = 3;

    private final InMemoryIdempotencyStore store =
            new InMemoryIdempotencyStore(Integer.MAX_VALUE, Long.MAX_VALUE, 8 << 20);

    private MemoryKeeper() {}

    static Keeper start() {
        return new MemoryKeeper();
    }

    @Override
    public IdempotencyStore store() {
        return store;
    }

    @Override
    public Map<String, Double> figures() {
        rest();
        long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        return Map.of("heap, bytes", (double) used);
    }

    @Override
    public void rest() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
    }

    @Override
    public List<String> remarks() {
        return List.of();
    }

    @Override
    public void close() {
        // Nothing has been opened.
    }
}
