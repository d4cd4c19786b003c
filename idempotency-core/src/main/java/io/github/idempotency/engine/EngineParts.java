package io.github.idempotency.engine;

import java.util.concurrent.ScheduledExecutorService;

/** What every execution of one engine shares. */
record EngineParts(
        EngineSettings settings,
        StoreGateway gateway,
        Events events,
        ScheduledExecutorService scheduler,
        LateEndings lateEndings) {}
