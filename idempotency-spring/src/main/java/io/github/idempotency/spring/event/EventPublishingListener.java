package io.github.idempotency.spring.event;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.Rejection;
import io.github.idempotency.engine.Ending;
import io.github.idempotency.engine.EngineEvent;
import io.github.idempotency.engine.EngineListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;

/**
 * Publishes an {@link IdempotencyEvent} for what is out of the ordinary, outside of any transaction: where the thread is in
 * one, when that has ended. What may be found out in the background, a lost lease or a late hold, is published on a thread of
 * its own, so that no listener holds up the renewal of leases. A first call that simply succeeds publishes nothing, so it
 * costs nothing. What listeners throw is logged. Thread-safe.
 */
public final class EventPublishingListener implements EngineListener, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EventPublishingListener.class);

    private final ApplicationEventPublisher publisher;
    private final EventThread background = new EventThread();

    public EventPublishingListener(ApplicationEventPublisher publisher) {
        this.publisher = publisher;
    }

    @Override
    public void onEvent(EngineEvent event) {
        if (event instanceof EngineEvent.Replayed replayed) {
            publish(new CallReplayedEvent(this, replayed));
        } else if (event instanceof EngineEvent.Rejected rejected) {
            rejected(rejected);
        } else if (event instanceof EngineEvent.Started started && started.attempt() > 1) {
            publish(new LeaseTakenOverEvent(this, started));
        } else if (event instanceof EngineEvent.LeaseLost lost) {
            background.run(() -> publish(new LeaseLostEvent(this, lost)));
        } else if (event instanceof EngineEvent.Ended ended && ended.ending() == Ending.HELD) {
            publish(new OutcomeHeldEvent(this, ended, ended.key(), false));
        } else if (event instanceof EngineEvent.EndedLate ended && ended.ending() == Ending.HELD) {
            background.run(() -> publish(new OutcomeHeldEvent(this, ended, ended.key(), true)));
        }
    }

    private void rejected(EngineEvent.Rejected rejected) {
        IdempotencyKey key = rejected.key();
        if (rejected.why() == Rejection.KEY_REUSED && key != null) {
            publish(new KeyReusedEvent(this, rejected, key));
        }
    }

    private void publish(IdempotencyEvent event) {
        OutsideTransactions.run(() -> {
            try {
                publisher.publishEvent(event);
            } catch (Throwable e) {
                log.warn("A listener to {} failed; the call goes on. Mend the listener.", event, e);
            }
        });
    }

    /** Tells what has happened in the background until now, for a few seconds at most. */
    @Override
    public void close() {
        background.close();
    }
}
