package io.github.idempotency.systemtests.http;

import io.github.idempotency.engine.EngineEvent;
import io.github.idempotency.engine.EngineListener;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.springframework.stereotype.Component;

/** What the engine said since somebody last asked it to be forgotten. */
@Component
final class Heard implements EngineListener {

    private final Queue<EngineEvent> events = new ConcurrentLinkedQueue<>();

    @Override
    public void onEvent(EngineEvent event) {
        if (!(event instanceof EngineEvent.StoreCalled)) {
            events.add(event);
        }
    }

    <T extends EngineEvent> List<T> all(Class<T> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    void forget() {
        events.clear();
    }
}
