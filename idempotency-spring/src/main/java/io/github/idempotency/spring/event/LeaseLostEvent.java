package io.github.idempotency.spring.event;

import io.github.idempotency.engine.EngineEvent;

/** A call that executes, or has just done so, found its lease taken over by another, or its record gone. */
public final class LeaseLostEvent extends IdempotencyEvent {

    private static final long serialVersionUID = 1L;

    LeaseLostEvent(Object source, EngineEvent.LeaseLost event) {
        super(source, event, event.key());
    }
}
