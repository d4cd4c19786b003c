package io.github.idempotency.spring.event;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.engine.EngineEvent;
import org.springframework.context.ApplicationEvent;

/**
 * Something happened to the key of a protected call. Listeners that are not asynchronous are called
 *
 * <ul>
 *   <li>on the thread of that call, before its caller has an answer; if a transaction is open on this thread, then right
 *       after that has been committed or rolled back, which may be long after the call. {@link #getTimestamp()} is when it
 *       happened;
 *   <li>on one thread of the background, if it is a lost lease or a late hold; while listeners there are so slow that 1,000
 *       events wait, further ones are dropped and a warning says how many;
 *   <li>never within a transaction: what a listener writes needs one of its own, and a {@code @TransactionalEventListener}
 *       hears of it with {@code fallbackExecution = true} only. What is rolled back is told of all the same;
 *   <li>in the order in which things happened on that thread.
 * </ul>
 *
 * <p>What listeners throw is logged and decides neither over the call nor over a transaction. Later versions may add kinds.
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
