package io.github.idempotency.engine;

import io.github.idempotency.codec.TraceReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tells the engine's listener and the call's own observation what happens; neither decides over the call. */
final class CallWatch {

    private static final Execution.Scope NOTHING_OPEN = () -> {};

    private final Events events;
    private final @Nullable CallObservation observation;

    /** @param observation {@code null} if nobody watches */
    CallWatch(Events events, @Nullable CallObservation observation) {
        this.events = events;
        this.observation = observation;
    }

    void publish(EngineEvent event) {
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
        return () -> Events.guarded(
                () -> {
                    scope.close();
                    return null;
                },
                "the end of a call");
    }

    @Nullable
    TraceReference trace() {
        return observation == null ? null : Events.guarded(observation::trace, "a call's trace");
    }
}
