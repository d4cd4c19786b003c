package io.github.idempotency.systemtests.http;

import io.github.idempotency.spring.event.IdempotencyEvent;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** What the application was told since somebody last asked it to be forgotten. */
@Component
final class HeardEvents {

    private final Queue<IdempotencyEvent> events = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean failing = new AtomicBoolean();

    @EventListener
    void on(IdempotencyEvent event) {
        events.add(event);
        if (failing.getAndSet(false)) {
            throw new IllegalStateException("a listener that fails");
        }
    }

    /** Throws after the next event. */
    void failNext() {
        failing.set(true);
    }

    List<IdempotencyEvent> all() {
        return List.copyOf(events);
    }

    void forget() {
        events.clear();
    }
}
