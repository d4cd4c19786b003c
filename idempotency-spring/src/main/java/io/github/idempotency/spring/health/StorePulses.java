package io.github.idempotency.spring.health;

import io.github.idempotency.engine.EngineListener;
import io.github.idempotency.store.IdempotencyStore;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** Remembers of every store when it last answered and when it last failed. Thread-safe. */
public final class StorePulses {

    private final Map<IdempotencyStore, StorePulse> pulses = Collections.synchronizedMap(new IdentityHashMap<>());
    private final LongSupplier ticker;

    public StorePulses() {
        this(System::nanoTime);
    }

    StorePulses(LongSupplier ticker) {
        this.ticker = ticker;
    }

    /** A listener for the engine over this store, which passes everything on to the given one. */
    public EngineListener around(IdempotencyStore store, EngineListener next) {
        StorePulse pulse = of(store);
        return event -> {
            pulse.hear(event);
            next.onEvent(event);
        };
    }

    StorePulse of(IdempotencyStore store) {
        return pulses.computeIfAbsent(store, key -> new StorePulse(ticker));
    }
}
