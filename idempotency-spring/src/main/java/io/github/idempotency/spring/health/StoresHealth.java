package io.github.idempotency.spring.health;

import io.github.idempotency.WhenStoreFails;
import io.github.idempotency.engine.EngineRegistry;
import io.github.idempotency.engine.IdempotencyEngine;
import io.github.idempotency.spring.health.HealthReport.Status;
import io.github.idempotency.spring.operation.IdempotentOperation;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/**
 * Asks every store that is in use whether it answers: the standard one, and those that operations name. A store that does
 * not is as bad as the strictest of its operations takes it. Thread-safe; takes at most the timeout, however many stores there
 * are, and only the first look at a store that stopped answering takes that long.
 */
public final class StoresHealth {

    private final EngineRegistry engines;
    private final Supplier<? extends Collection<IdempotentOperation>> operations;
    private final WhenStoreFails standard;
    private final StorePulses pulses;
    private final Duration timeout;
    private final ConcurrentMap<IdempotencyEngine, StoreHealth> stores = new ConcurrentHashMap<>();

    /**
     * @param operations the operations that are known so far
     * @param standard what a store none of them uses is judged by
     * @param timeout how long a store may take to answer
     */
    public StoresHealth(
            EngineRegistry engines,
            Supplier<? extends Collection<IdempotentOperation>> operations,
            WhenStoreFails standard,
            StorePulses pulses,
            Duration timeout) {
        this.engines = engines;
        this.operations = operations;
        this.standard = standard;
        this.pulses = pulses;
        this.timeout = timeout;
    }

    /** How the stores are now. */
    public HealthReport report() {
        Map<String, Object> details = new TreeMap<>();
        Map<IdempotencyEngine, Supplier<HealthReport>> looks = new HashMap<>();
        strictestByEngine()
                .forEach((engine, strictest) -> looks.put(engine, health(engine).look(strictest)));
        Status worst = Status.UP;
        for (Map.Entry<IdempotencyEngine, Supplier<HealthReport>> used : looks.entrySet()) {
            HealthReport report = used.getValue().get();
            Map<String, Object> ofStore = new LinkedHashMap<>();
            ofStore.put("status", report.status().name());
            ofStore.putAll(report.details());
            details.put(nameOf(used.getKey()), ofStore);
            worst = report.status().compareTo(worst) > 0 ? report.status() : worst;
        }
        return new HealthReport(worst, Map.of("stores", details));
    }

    private Map<IdempotencyEngine, WhenStoreFails> strictestByEngine() {
        Map<IdempotencyEngine, WhenStoreFails> strictest = new HashMap<>();
        for (IdempotentOperation operation : operations.get()) {
            strictest.merge(
                    engines.forStore(operation.store()), operation.policy().whenStoreFails(), StoresHealth::stricter);
        }
        strictest.putIfAbsent(engines.standard(), standard);
        return strictest;
    }

    private StoreHealth health(IdempotencyEngine engine) {
        return stores.computeIfAbsent(engine, key -> new StoreHealth(key.store(), pulses.of(key.store()), timeout));
    }

    /** A store may be known by several names; the first of them in order stands for it. */
    private String nameOf(IdempotencyEngine engine) {
        return engines.byStore().entrySet().stream()
                .filter(entry -> entry.getValue().equals(engine))
                .map(Map.Entry::getKey)
                .min(Comparator.naturalOrder())
                .orElseGet(() -> engine.store().traits().name());
    }

    private static WhenStoreFails stricter(WhenStoreFails one, WhenStoreFails other) {
        return one == WhenStoreFails.REFUSE ? one : other;
    }
}
