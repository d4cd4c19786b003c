package io.github.idempotency.spring.observation;

import io.github.idempotency.engine.Ending;
import io.github.idempotency.engine.EngineEvent.StoreVerb;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** The meters of one operation. All of them exist from its first call on, so that an alert never misses a first time. */
final class OperationMeters {

    /** A lookup takes about a millisecond, so that is where it has to be told apart. */
    private static final Duration[] LOOKUP_BUCKETS = {
        Duration.ofNanos(100_000),
        Duration.ofNanos(250_000),
        Duration.ofNanos(500_000),
        Duration.ofMillis(1),
        Duration.ofMillis(2),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1)
    };

    private final MeterRegistry registry;
    private final String operation;
    private final Map<StoreVerb, Timer> answered = new EnumMap<>(StoreVerb.class);
    private final Map<StoreVerb, Timer> failed = new EnumMap<>(StoreVerb.class);
    private final Map<Ending, Counter> lateEndings = new EnumMap<>(Ending.class);
    private final Counter collisions;
    private final Counter leasesLost;
    private final Counter leasesTakenOver;
    private final Counter unreadable;
    private final Timer waits;
    private final DistributionSummary responseSize;

    OperationMeters(MeterRegistry registry, String operation) {
        this.registry = registry;
        this.operation = operation;
        this.collisions = counter(IdempotencyMeter.KEY_COLLISIONS);
        this.leasesLost = counter(IdempotencyMeter.LEASES_LOST);
        this.leasesTakenOver = counter(IdempotencyMeter.LEASES_TAKEN_OVER);
        this.unreadable = counter(IdempotencyMeter.RECORDS_UNREADABLE);
        this.waits = Timer.builder(IdempotencyMeter.WAITS.getName())
                .description(IdempotencyMeter.WAITS.description())
                .tag("operation", operation)
                .register(registry);
        this.responseSize = DistributionSummary.builder(IdempotencyMeter.RESPONSE_SIZE.getName())
                .description(IdempotencyMeter.RESPONSE_SIZE.description())
                .baseUnit(IdempotencyMeter.RESPONSE_SIZE.getBaseUnit())
                .tag("operation", operation)
                .register(registry);
        for (StoreVerb verb : StoreVerb.values()) {
            answered.put(verb, storeTimer(verb, false));
            failed.put(verb, storeTimer(verb, true));
        }
        for (Ending ending : Ending.values()) {
            // Deferred is what a late ending was before.
            if (ending != Ending.DEFERRED) {
                lateEndings.put(ending, lateEnding(ending));
            }
        }
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

    Timer waits() {
        return waits;
    }

    DistributionSummary responseSize() {
        return responseSize;
    }

    Counter lateEndings(Ending ending) {
        return lateEndings.computeIfAbsent(ending, this::lateEnding);
    }

    Timer storeCalls(StoreVerb verb, boolean thrown) {
        return (thrown ? failed : answered).computeIfAbsent(verb, it -> storeTimer(it, thrown));
    }

    private Timer storeTimer(StoreVerb verb, boolean thrown) {
        // Claims are what a caller waits for before anything happens, so they have the name people look for.
        IdempotencyMeter meter = switch (verb) {
            case CLAIM -> IdempotencyMeter.LOOKUP;
            case COMPLETE -> IdempotencyMeter.STORE_COMPLETE;
            case RENEW -> IdempotencyMeter.STORE_RENEW;
            case RELEASE -> IdempotencyMeter.STORE_RELEASE;
        };
        Timer.Builder timer = Timer.builder(meter.getName())
                .description(meter.description())
                .tag("operation", operation)
                .tag("failed", Boolean.toString(thrown));
        return (verb == StoreVerb.CLAIM ? timer.serviceLevelObjectives(LOOKUP_BUCKETS) : timer).register(registry);
    }

    private Counter lateEnding(Ending ending) {
        return Counter.builder(IdempotencyMeter.ENDINGS_LATE.getName())
                .description(IdempotencyMeter.ENDINGS_LATE.description())
                .tag("operation", operation)
                .tag("outcome", ending.name().toLowerCase(Locale.ROOT))
                .register(registry);
    }

    private Counter counter(IdempotencyMeter meter) {
        return Counter.builder(meter.getName())
                .description(meter.description())
                .tag("operation", operation)
                .register(registry);
    }
}
