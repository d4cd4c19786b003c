package io.github.idempotency.engine;

import io.github.idempotency.IdempotencyKey;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Remembers what an engine did. */
final class RecordedEvents implements EngineListener {

    private final Queue<EngineEvent> events = new ConcurrentLinkedQueue<>();

    @Override
    public void onEvent(EngineEvent event) {
        events.add(event);
    }

    <T extends EngineEvent> List<T> all(Class<T> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    List<Ending> endings() {
        return all(EngineEvent.Ended.class).stream()
                .map(EngineEvent.Ended::ending)
                .toList();
    }

    List<Ending> endings(IdempotencyKey key) {
        return all(EngineEvent.Ended.class).stream()
                .filter(ended -> ended.key().equals(key))
                .map(EngineEvent.Ended::ending)
                .toList();
    }

    List<Ending> lateEndings() {
        return all(EngineEvent.EndedLate.class).stream()
                .map(EngineEvent.EndedLate::ending)
                .toList();
    }
}
