package io.github.idempotency.spring.observation;

import io.github.idempotency.codec.TraceReference;
import io.github.idempotency.engine.CallObservation;
import io.github.idempotency.engine.EngineEvent;
import io.github.idempotency.engine.Execution;
import org.jspecify.annotations.Nullable;

/** What is kept about calls that nobody wants to hear of. */
enum UnobservedCall implements CallObservation {
    INSTANCE;

    private static final Execution.Scope NOTHING = () -> {};

    @Override
    public Execution.Scope open() {
        return NOTHING;
    }

    @Override
    public @Nullable TraceReference trace() {
        return null;
    }

    @Override
    public void onEvent(EngineEvent event) {}
}
