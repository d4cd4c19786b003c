package io.github.idempotency.spring.operator;

import io.github.idempotency.engine.EngineRegistry;
import io.github.idempotency.engine.IdempotencyEngine;
import io.github.idempotency.spring.operator.OperatorException.Reason;
import io.github.idempotency.store.IdempotencyStore;
import io.github.idempotency.store.RecordInspector;
import io.github.idempotency.store.StoreUnavailableException;
import io.github.idempotency.store.UnreadableRecordException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The stores of an application by name, each once, and which of them can be looked into. Thread-safe. */
public final class InspectedStores {

    private final EngineRegistry engines;

    public InspectedStores(EngineRegistry engines) {
        this.engines = engines;
    }

    /** Every store by its name, the standard one among them. */
    public Map<String, IdempotencyStore> all() {
        Map<String, IdempotencyStore> stores = new TreeMap<>();
        each().forEach((name, engine) -> stores.put(name, engine.store()));
        return stores;
    }

    private Map<String, IdempotencyEngine> each() {
        Map<String, IdempotencyEngine> each = new TreeMap<>();
        Set<IdempotencyStore> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        new TreeMap<>(engines.byStore()).forEach((name, engine) -> {
            if (seen.add(engine.store())) {
                each.put(name, engine);
            }
        });
        return each;
    }

    /** Whether operations that name no store have their records in this one. */
    public boolean isStandard(IdempotencyStore store) {
        return engines.standard().store().equals(store);
    }

    /** The name of the store of operations that name none. */
    public String standard() {
        return all().entrySet().stream()
                .filter(entry -> isStandard(entry.getValue()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("The standard engine is not among the engines"));
    }

    /** The stores to look into, by name: the named one, or all. */
    Map<String, RecordInspector> inspectors(@Nullable String name) {
        Map<String, RecordInspector> inspectors = new TreeMap<>();
        engines(name)
                .forEach((store, engine) -> engine.inspector().ifPresent(records -> inspectors.put(store, records)));
        if (inspectors.isEmpty()) {
            throw new OperatorException(
                    Reason.INVALID,
                    (name == null ? "None of the stores" : "The store '" + name + "'")
                            + " lets anybody look into its records. Use the tools of the product behind it.");
        }
        return inspectors;
    }

    /** The names of the stores that cannot be looked into. */
    List<String> closed() {
        return all().entrySet().stream()
                .filter(entry -> !(entry.getValue() instanceof RecordInspector))
                .map(Map.Entry::getKey)
                .toList();
    }

    private Map<String, IdempotencyEngine> engines(@Nullable String name) {
        if (name == null) {
            return each();
        }
        IdempotencyEngine engine = engines.byStore().get(name);
        if (engine == null) {
            throw new OperatorException(
                    Reason.INVALID, "There is no store of this name. The stores are " + all().keySet() + ".");
        }
        return Map.of(name, engine);
    }

    /** Asks one store, and says which one it was if it cannot answer. */
    static <T> T ask(String store, RecordInspector inspector, Function<RecordInspector, T> question) {
        try {
            return question.apply(inspector);
        } catch (StoreUnavailableException e) {
            throw new OperatorException(
                    Reason.UNAVAILABLE,
                    "The store '" + store
                            + "' did not answer, so nothing is known about its records. Repeat the request;"
                            + " to ask another store only, name it with 'store'.",
                    List.of(),
                    e);
        } catch (UnreadableRecordException e) {
            throw new OperatorException(
                    Reason.UNREADABLE,
                    "There is a record in the store '" + store + "', but it cannot be read: " + e.getMessage()
                            + " DELETE with force=true forgets it.",
                    List.of(),
                    e);
        }
    }
}
