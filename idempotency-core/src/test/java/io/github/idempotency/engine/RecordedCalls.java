package io.github.idempotency.engine;

import io.github.idempotency.codec.TraceReference;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Remembers what an engine told about every single call. */
final class RecordedCalls implements CallObserver {

    final List<Seen> all = new CopyOnWriteArrayList<>();

    /** What calls that begin from now on say about their trace. */
    @Nullable
    volatile TraceReference trace;

    @Override
    public CallObservation begin(ObservedCall call) {
        Seen seen = new Seen(call, trace);
        all.add(seen);
        return seen;
    }

    /** The names of the events of every call. */
    List<List<String>> sequences() {
        return all.stream().map(Seen::names).toList();
    }

    static final class Seen implements CallObservation {

        final ObservedCall call;
        final List<EngineEvent> events = new CopyOnWriteArrayList<>();
        final AtomicInteger open = new AtomicInteger();
        private final @Nullable TraceReference trace;

        Seen(ObservedCall call, @Nullable TraceReference trace) {
            this.call = call;
            this.trace = trace;
        }

        @Override
        public Execution.Scope open() {
            open.incrementAndGet();
            return open::decrementAndGet;
        }

        @Override
        public @Nullable TraceReference trace() {
            return trace;
        }

        @Override
        public void onEvent(EngineEvent event) {
            events.add(event);
        }

        List<String> names() {
            return events.stream()
                    .map(event -> event.getClass().getSimpleName())
                    .toList();
        }

        EngineEvent last() {
            return events.get(events.size() - 1);
        }
    }
}
