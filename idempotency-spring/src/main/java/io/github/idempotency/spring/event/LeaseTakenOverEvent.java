package io.github.idempotency.spring.event;

import io.github.idempotency.engine.EngineEvent;

/** A call is about to execute what an owner that went silent may have executed before, wholly or in part. */
public final class LeaseTakenOverEvent extends IdempotencyEvent {

    private static final long serialVersionUID = 1L;

    private final int attempt;

    LeaseTakenOverEvent(Object source, EngineEvent.Started event) {
        super(source, event, event.key());
        this.attempt = event.attempt();
    }

    /** 2 for the first takeover, one more for every further one. */
    public int getAttempt() {
        return attempt;
    }
}
