package io.github.idempotency.engine;

import java.util.Map;
import java.util.TreeSet;

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
}
