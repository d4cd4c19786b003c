package io.github.idempotency.spring.event;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.engine.EngineEvent;

/** A call was refused because its key had been used with another request: a collision. */
public final class KeyReusedEvent extends IdempotencyEvent {

    private static final long serialVersionUID = 1L;

    KeyReusedEvent(Object source, EngineEvent.Rejected event, IdempotencyKey key) {
        super(source, event, key);
    }
}
