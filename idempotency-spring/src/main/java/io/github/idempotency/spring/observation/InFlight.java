package io.github.idempotency.spring.observation;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.engine.EngineEvent;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The calls whose code is running. Thread-safe. */
final class InFlight {

    private record Call(String operation, IdempotencyKey key) {}

    /** A call that was taken over runs twice for a while; which of them ends first is not known. */
    private record Runs(long since, int count) {}

    private final ConcurrentMap<Call, Runs> running = new ConcurrentHashMap<>();
    private final LongSupplier ticker;

    InFlight(LongSupplier ticker) {
        this.ticker = ticker;
    }

    void started(EngineEvent.Started event) {
        long now = ticker.getAsLong();
        running.merge(
                new Call(event.operation(), event.key()),
                new Runs(now, 1),
                (before, ignored) -> new Runs(before.since(), before.count() + 1));
    }

    void ended(EngineEvent.Ended event) {
        running.computeIfPresent(new Call(event.operation(), event.key()), (call, runs) -> oneLess(runs));
    }

    private static @Nullable Runs oneLess(Runs runs) {
        return runs.count() == 1 ? null : new Runs(runs.since(), runs.count() - 1);
    }

    int count() {
        return running.values().stream().mapToInt(Runs::count).sum();
    }

    /** For how long the oldest has been running, in nanoseconds; 0 if there is none. */
    long oldestNanos() {
        long now = ticker.getAsLong();
        return running.values().stream()
                .mapToLong(runs -> now - runs.since())
                .max()
                .orElse(0);
    }
}
