package io.github.idempotency.spring.observation;

import io.github.idempotency.engine.Ending;
import io.github.idempotency.engine.EngineEvent.StoreVerb;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The meters of one operation; those that matter when something is wrong exist, at zero, from its first call on. */
final class OperationMeters {

    private final MeterRegistry registry;
    private final String operation;
    private final ConcurrentMap<String, Counter> outcomes = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Timer> storeCalls = new ConcurrentHashMap<>();
    private final Counter collisions;
    private final Counter leasesLost;
    private final Counter leasesTakenOver;
    private final Counter unreadable;

    OperationMeters(MeterRegistry registry, String operation) {
        this.registry = registry;
        this.operation = operation;
        this.collisions = counter("idempotency.key.collisions", "Keys that came back with another request");
        this.leasesLost = counter("idempotency.leases.lost", "Running calls that found their key taken over");
        this.leasesTakenOver =
                counter("idempotency.leases.taken.over", "Calls that took over from an owner that vanished");
        this.unreadable = counter("idempotency.records.unreadable", "Calls refused because their record is unreadable");
    }

    Counter collisions() {
        return collisions;
    }

    Counter leasesLost() {
        return leasesLost;
    }

    Counter leasesTakenOver() {
        return leasesTakenOver;
    }

    Counter unreadable() {
        return unreadable;
    }

    Counter outcome(String outcome) {
        return outcomes.computeIfAbsent(
                outcome,
                name -> Counter.builder("idempotency.requests")
                        .description("Protected calls by what became of them")
                        .tag("operation", operation)
                        .tag("outcome", name)
                        .register(registry));
    }

    /** Rare, so the counter is looked up each time. */
    Counter lateEnding(Ending ending) {
        return Counter.builder("idempotency.endings.late")
                .description("Calls the store could not take the end of at once, by what became of them")
                .tag("operation", operation)
                .tag("outcome", ending.name().toLowerCase(Locale.ROOT))
                .register(registry);
    }

    Timer storeCall(StoreVerb verb, boolean failed) {
        // Claims are what a caller waits for before anything happens, so they have the name people look for.
        String name = verb == StoreVerb.CLAIM
                ? "idempotency.lookup"
                : "idempotency.store." + verb.name().toLowerCase(Locale.ROOT);
        return storeCalls.computeIfAbsent(
                name + failed,
                id -> Timer.builder(name)
                        .description("Time the store of keys took to answer")
                        .tag("operation", operation)
                        .tag("failed", Boolean.toString(failed))
                        .register(registry));
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name)
                .description(description)
                .tag("operation", operation)
                .register(registry);
    }
}
