package io.github.idempotency.spring.event;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.Rejection;
import io.github.idempotency.engine.Ending;
import io.github.idempotency.engine.EngineEvent;
import io.github.idempotency.engine.EngineListener;
import org.springframework.context.ApplicationEventPublisher;

/**
 * Publishes an {@link IdempotencyEvent} for what is out of the ordinary. A first call that simply succeeds publishes
 * nothing, so it costs nothing. What listeners throw is passed on to the engine, which logs it. Thread-safe.
 */
public final class EventPublishingListener implements EngineListener {

    private final ApplicationEventPublisher publisher;

    public EventPublishingListener(ApplicationEventPublisher publisher) {
        this.publisher = publisher;
    }

    @Override
    public void onEvent(EngineEvent event) {
        if (event instanceof EngineEvent.Replayed replayed) {
            publisher.publishEvent(new CallReplayedEvent(this, replayed));
        } else if (event instanceof EngineEvent.Rejected rejected) {
            rejected(rejected);
        } else if (event instanceof EngineEvent.Started started && started.attempt() > 1) {
            publisher.publishEvent(new LeaseTakenOverEvent(this, started));
        } else if (event instanceof EngineEvent.LeaseLost lost) {
            publisher.publishEvent(new LeaseLostEvent(this, lost));
        } else if (event instanceof EngineEvent.Ended ended && ended.ending() == Ending.HELD) {
            publisher.publishEvent(new OutcomeHeldEvent(this, ended, ended.key(), false));
        } else if (event instanceof EngineEvent.EndedLate ended && ended.ending() == Ending.HELD) {
            publisher.publishEvent(new OutcomeHeldEvent(this, ended, ended.key(), true));
        }
    }

    private void rejected(EngineEvent.Rejected rejected) {
        IdempotencyKey key = rejected.key();
        if (rejected.why() == Rejection.KEY_REUSED && key != null) {
            publisher.publishEvent(new KeyReusedEvent(this, rejected, key));
        }
    }
}
