package io.github.idempotency.spring.scene;

import io.github.idempotency.engine.EngineEvent;
import io.github.idempotency.engine.EngineListener;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Remembers what the engine told, and passes it on. */
public final class Events implements EngineListener {

    private final Queue<EngineEvent> all = new ConcurrentLinkedQueue<>();
    private final EngineListener next;

    public Events(EngineListener next) {
        this.next = next;
    }

    @Override
    public void onEvent(EngineEvent event) {
        all.add(event);
        next.onEvent(event);
    }

    /** The events of one kind, in order. */
    public <E extends EngineEvent> List<E> of(Class<E> kind) {
        return all.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
