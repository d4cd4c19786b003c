package io.github.idempotency.engine;

import java.time.Duration;

/** What every execution of one engine shares. */
record EngineParts(
        EngineSettings settings,
        StoreGateway gateway,
        Events events,
        Heartbeats heartbeats,
        LateEndings lateEndings,
        OrphanClaims orphanClaims,
        FailureLog failures,
        NearRecords near) {

    /** Tries now what waits for the store. Returns whether nothing is left. */
    boolean flush(Duration atMost) {
        boolean recorded = lateEndings.flush(atMost);
        return orphanClaims.flush(atMost) && recorded;
    }
}
