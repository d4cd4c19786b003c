package io.github.idempotency.engine;

import io.github.idempotency.codec.TraceReference;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tells the engine's listener and the call's own observation what happens; neither decides over the call. */
final class CallWatch {

    private static final Execution.Scope NOTHING_OPEN = () -> {};

    private final Events events;
    private final @Nullable CallObservation observation;
    private volatile boolean over;

    /** @param observation {@code null} if nobody watches */
    CallWatch(Events events, @Nullable CallObservation observation) {
        this.events = events;
        this.observation = observation;
    }

    /** Whether the last of the call's events has been published. */
    boolean over() {
        return over;
    }

    void publish(EngineEvent event) {
        if (isLast(event)) {
            over = true;
        }
        events.publish(event);
        if (observation != null) {
            Events.guarded(
                    () -> {
                        observation.onEvent(event);
                        return null;
                    },
                    event);
        }
    }

    Execution.Scope open() {
        if (observation == null) {
            return NOTHING_OPEN;
        }
        Supplier<Execution.@Nullable Scope> opening = observation::open;
        Execution.Scope scope = Events.guarded(opening, "a call");
        if (scope == null) {
            return NOTHING_OPEN;
        }
        AtomicBoolean closed = new AtomicBoolean();
        return () -> {
            if (closed.compareAndSet(false, true)) {
                Events.guarded(
                        () -> {
                            scope.close();
                            return null;
                        },
                        "the end of a call");
            }
        };
    }

    @Nullable
    TraceReference trace() {
        return observation == null ? null : Events.guarded(observation::trace, "a call's trace");
    }

    private static boolean isLast(EngineEvent event) {
        return event instanceof EngineEvent.Replayed
                || event instanceof EngineEvent.Rejected
                || event instanceof EngineEvent.Unprotected
                || event instanceof EngineEvent.Conflicted
                || event instanceof EngineEvent.Ended;
    }
}
