package io.github.idempotency.engine;

import io.github.idempotency.codec.TraceReference;
import org.jspecify.annotations.Nullable;

/** What an observer keeps about one call. Used by several threads, one after the other. */
public interface CallObservation {

    /** Opened and closed on every thread that works for the call, around the store's work and the user's code. */
    Execution.Scope open();

    /** The trace this call is part of, to be recorded with its answer; {@code null} if there is none worth keeping. */
    @Nullable
    TraceReference trace();

    /**
     * Something happened to this call. {@link EngineEvent.Replayed}, {@link EngineEvent.Rejected}, {@link
     * EngineEvent.Unprotected}, {@link EngineEvent.Conflicted} and {@link EngineEvent.Ended} are the last events of a call.
     */
    void onEvent(EngineEvent event);
}
