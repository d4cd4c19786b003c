package io.github.idempotency.engine;

/** What every execution of one engine shares. */
record EngineParts(
        EngineSettings settings,
        StoreGateway gateway,
        Events events,
        Heartbeats heartbeats,
        LateEndings lateEndings,
        OrphanClaims orphanClaims) {}
