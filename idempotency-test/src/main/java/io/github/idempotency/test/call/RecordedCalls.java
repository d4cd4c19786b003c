package io.github.idempotency.test.call;

import io.github.idempotency.engine.EngineEvent;
import io.github.idempotency.engine.EngineListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Remembers what the engine did, for {@link CallAssertions#assertThatCalls assertions}. As a bean of the application it
 * hears every call, whatever its door: HTTP, a bean method, the template. Thread-safe.
 */
public final class RecordedCalls implements EngineListener {

    private final Object lock = new Object();
    private final List<EngineEvent> events = new ArrayList<>();

    /** A recorder that has heard of nothing. */
    public RecordedCalls() {}

    @Override
    public void onEvent(EngineEvent event) {
        synchronized (lock) {
            events.add(event);
            lock.notifyAll();
        }
    }

    /** Everything since the last {@link #reset}, in the order in which it was heard. */
    public List<EngineEvent> events() {
        synchronized (lock) {
            return List.copyOf(events);
        }
    }

    /** Forgets everything. What a call still running does later is heard all the same. */
    public void reset() {
        synchronized (lock) {
            events.clear();
        }
    }

    /** Waits until what happened is as wanted, and returns what happened by then or by the end of the time. */
    List<EngineEvent> await(Predicate<? super List<EngineEvent>> wanted, Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        synchronized (lock) {
            while (!wanted.test(events)) {
                long millisLeft = (end - System.nanoTime()) / 1_000_000;
                if (millisLeft <= 0) {
                    break;
                }
                try {
                    lock.wait(millisLeft);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    break;
                }
            }
            return List.copyOf(events);
        }
    }
}
