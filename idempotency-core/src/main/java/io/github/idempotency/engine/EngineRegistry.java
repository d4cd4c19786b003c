package io.github.idempotency.engine;

import java.time.Duration;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/** One engine per store, by the store's name. Immutable and thread-safe. */
public final class EngineRegistry {

    private final Map<String, IdempotencyEngine> byStore;
    private final IdempotencyEngine standard;

    /**
     * @param byStore every engine by the name of its store
     * @param standard the engine of operations that name no store
     */
    public EngineRegistry(Map<String, IdempotencyEngine> byStore, IdempotencyEngine standard) {
        this.byStore = Map.copyOf(byStore);
        this.standard = standard;
    }

    /** Every engine by the name of its store. */
    public Map<String, IdempotencyEngine> byStore() {
        return byStore;
    }

    /** The engine of operations that name no store. */
    public IdempotencyEngine standard() {
        return standard;
    }

    /**
     * The engine over the named store; an empty name means the standard one.
     *
     * @throws IllegalArgumentException if there is no such store; the message lists those there are
     */
    public IdempotencyEngine forStore(String name) {
        if (name.isEmpty()) {
            return standard;
        }
        IdempotencyEngine engine = byStore.get(name);
        if (engine == null) {
            throw new IllegalArgumentException(
                    "There is no idempotency store '" + name + "'. Stores: " + new TreeSet<>(byStore.keySet()) + ".");
        }
        return engine;
    }

    /**
     * Tries at once what the stores have not taken yet, and otherwise take in their own time: outcomes to be recorded and
     * claims to be given back. For tests that begin anew, and before maintenance.
     *
     * @param atMost how long each store may take for either
     * @return whether nothing is left
     */
    public boolean flush(Duration atMost) {
        return Stream.concat(Stream.of(standard), byStore.values().stream())
                .distinct()
                .map(engine -> engine.parts.flush(atMost))
                .reduce(true, Boolean::logicalAnd);
    }
}
