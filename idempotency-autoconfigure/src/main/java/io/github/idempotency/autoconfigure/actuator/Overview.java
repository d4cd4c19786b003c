package io.github.idempotency.autoconfigure.actuator;

import io.github.idempotency.engine.CallPolicy;
import io.github.idempotency.engine.EngineSettings;
import io.github.idempotency.spring.operation.OperationDefaults;
import io.github.idempotency.spring.operator.CallTally;
import io.github.idempotency.spring.operator.InspectedStores;
import io.github.idempotency.spring.operator.KnownOperation;
import io.github.idempotency.spring.operator.OperationCounts;
import io.github.idempotency.spring.operator.OperatorDoor;
import io.github.idempotency.store.IdempotencyStore;
import io.github.idempotency.store.RecordInspector;
import io.github.idempotency.store.StoreTraits;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Everything about this process that fits on a page. Thread-safe. */
final class Overview {

    private final InspectedStores stores;
    private final Supplier<List<OperatorDoor>> doors;
    private final OperationDefaults defaults;
    private final EngineSettings settings;
    private final CallTally tally;
    private final DuplicateRateSource duplicateRate;

    Overview(
            InspectedStores stores,
            Supplier<List<OperatorDoor>> doors,
            OperationDefaults defaults,
            EngineSettings settings,
            CallTally tally,
            DuplicateRateSource duplicateRate) {
        this.stores = stores;
        this.doors = doors;
        this.defaults = defaults;
        this.settings = settings;
        this.tally = tally;
        this.duplicateRate = duplicateRate;
    }

    Map<String, Object> document() {
        Map<String, OperationCounts> counts = tally.counts();
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("namespace", defaults.namespace());
        document.put("stores", stores());
        Map<String, Object> open = policy(defaults.policy());
        open.put("required", defaults.required());
        document.put("defaults", open);
        document.put("engine", engine());
        document.put("counts", total(counts));
        document.put("operations", operations(counts));
        return document;
    }

    private List<Map<String, Object>> stores() {
        List<Map<String, Object>> documents = new ArrayList<>();
        stores.all().forEach((name, store) -> documents.add(store(name, store)));
        return documents;
    }

    private Map<String, Object> store(String name, IdempotencyStore store) {
        StoreTraits traits = store.traits();
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("name", name);
        document.put("standard", stores.isStandard(store));
        document.put("shared", traits.shared());
        document.put("durable", traits.durable());
        document.put("serverClock", traits.serverClock());
        document.put("expiresByItself", traits.expiresByItself());
        document.put("maxPayloadBytes", traits.maxPayloadBytes());
        document.put("inspectable", store instanceof RecordInspector);
        return document;
    }

    private Map<String, Object> engine() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("storeTimeout", Documents.text(settings.storeTimeout()));
        document.put("heartbeatLimit", Documents.text(settings.heartbeatLimit()));
        document.put("maxWaiters", settings.maxWaiters());
        document.put("maxPendingCompletions", settings.maxPendingCompletions());
        return document;
    }

    private Map<String, Object> total(Map<String, OperationCounts> counts) {
        Map<String, Object> document =
                counts(counts.values().stream().reduce(OperationCounts.NONE, OperationCounts::plus));
        duplicateRate.rate().ifPresent(rate -> document.put("duplicateRate", rate));
        return document;
    }

    /** Those that are known, then those that were only heard of. */
    private List<Map<String, Object>> operations(Map<String, OperationCounts> counts) {
        Map<String, OperationCounts> unknown = new TreeMap<>(counts);
        List<Map<String, Object>> documents = new ArrayList<>();
        for (OperatorDoor door : doors.get()) {
            door.operations().stream()
                    .sorted(Comparator.comparing(KnownOperation::name))
                    .forEach(operation -> {
                        unknown.remove(operation.name());
                        documents.add(operation(door, operation, counts.get(operation.name())));
                    });
        }
        unknown.forEach((name, count) -> {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("name", name);
            document.put("counts", counts(count));
            documents.add(document);
        });
        return documents;
    }

    private Map<String, Object> operation(
            OperatorDoor door, KnownOperation operation, @Nullable OperationCounts count) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("name", operation.name());
        document.put("door", door.name());
        document.put("store", operation.store().isEmpty() ? stores.standard() : operation.store());
        document.put("required", operation.required());
        document.putAll(policy(operation.policy()));
        document.put("counts", counts(count == null ? OperationCounts.NONE : count));
        return document;
    }

    private static Map<String, Object> policy(CallPolicy policy) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("lease", Documents.text(policy.lease()));
        document.put("retention", Documents.text(policy.retention()));
        document.put("whenInProgress", word(policy.whenInProgress()));
        document.put("maxWait", Documents.text(policy.maxWait()));
        document.put("whenAbandoned", word(policy.whenAbandoned()));
        document.put("whenStoreFails", word(policy.whenStoreFails()));
        document.put("whenFails", word(policy.whenFails()));
        document.put("transaction", word(policy.transaction()));
        return document;
    }

    private static Map<String, Object> counts(OperationCounts counts) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("inFlight", counts.inFlight());
        document.put("waiting", counts.waiting());
        document.put("started", counts.started());
        document.put("executed", counts.executed());
        document.put("released", counts.released());
        document.put("replayed", counts.replayed());
        document.put("takenOver", counts.takenOver());
        document.put("held", counts.held());
        document.put("abandoned", counts.abandoned());
        document.put("leasesLost", counts.leasesLost());
        document.put("unprotected", counts.unprotected());
        Map<String, Long> refused = new TreeMap<>();
        counts.refused().forEach((why, count) -> refused.put(why.code(), count));
        document.put("refused", refused);
        return document;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
