package io.github.idempotency.spring.event;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.engine.EngineEvent;

/** The outcome of a call was recorded as unknown: its key waits for an operator, and retries are refused until then. */
public final class OutcomeHeldEvent extends IdempotencyEvent {

    private static final long serialVersionUID = 1L;

    private final boolean late;

    OutcomeHeldEvent(Object source, EngineEvent event, IdempotencyKey key, boolean late) {
        super(source, event, key);
        this.late = late;
    }

    /** Whether the store took it only some time after the call had ended. */
    public boolean isLate() {
        return late;
    }
}
