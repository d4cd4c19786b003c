package io.github.idempotency.spring.event;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.engine.EngineEvent;
import org.springframework.context.ApplicationEvent;

/**
 * Something happened to the key of a protected call. Published on the thread of that call, before its caller has an
 * answer; where it happened in the background, on a thread of the engine's. Listeners are called there and then unless
 * they are asynchronous, and what they throw is logged and does not decide over the call. Later versions may add kinds.
 */
public abstract sealed class IdempotencyEvent extends ApplicationEvent
        permits CallReplayedEvent, KeyReusedEvent, LeaseLostEvent, LeaseTakenOverEvent, OutcomeHeldEvent {

    private static final long serialVersionUID = 1L;

    private final String operation;
    private final transient IdempotencyKey key;

    IdempotencyEvent(Object source, EngineEvent event, IdempotencyKey key) {
        super(source);
        this.operation = event.operation();
        this.key = key;
    }

    /** The stable name of the operation. */
    public String getOperation() {
        return operation;
    }

    /** The identity of the call: a digest, safe to log. Not kept by serialisation. */
    public IdempotencyKey getKey() {
        return key;
    }

    @Override
    public String toString() {
        return getClass().getSimpleName() + "[operation=" + operation + ", key=" + key + "]";
    }
}
