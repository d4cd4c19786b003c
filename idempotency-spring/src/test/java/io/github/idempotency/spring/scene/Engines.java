package io.github.idempotency.spring.scene;

import io.github.idempotency.TransactionMode;
import io.github.idempotency.WhenAbandoned;
import io.github.idempotency.WhenFails;
import io.github.idempotency.WhenInProgress;
import io.github.idempotency.WhenStoreFails;
import io.github.idempotency.engine.CallPolicy;
import io.github.idempotency.engine.EngineSettings;
import io.github.idempotency.store.memory.InMemoryIdempotencyStore;
import java.time.Duration;

/** What the tests run on unless they say otherwise. */
public final class Engines {

    /** Short enough for tests that wait, long enough for a busy machine. */
    public static final CallPolicy POLICY = new CallPolicy(
            Duration.ofSeconds(10),
            Duration.ofHours(1),
            WhenInProgress.REJECT,
            Duration.ofSeconds(10),
            WhenAbandoned.REEXECUTE,
            WhenStoreFails.REFUSE,
            WhenFails.RELEASE,
            TransactionMode.SEPARATE);

    public static final EngineSettings SETTINGS =
            new EngineSettings(Duration.ofMillis(50), Duration.ofMinutes(1), 100, 100);

    private Engines() {}

    public static InMemoryIdempotencyStore memory() {
        return new InMemoryIdempotencyStore(100_000, 10_000_000, 1_000_000);
    }
}
