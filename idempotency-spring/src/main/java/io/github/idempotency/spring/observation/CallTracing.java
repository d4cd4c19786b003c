package io.github.idempotency.spring.observation;

import io.github.idempotency.codec.TraceReference;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/** What a tracing library has to say about an observation. Thread-safe. */
public interface CallTracing {

    /** The span of the observation; {@code null} if there is none, or it will not be exported. */
    @Nullable
    TraceReference spanOf(Observation.ContextView context);

    /** Links the span of the observation to another one, where the library can link a span that has begun. */
    void link(Observation.ContextView context, TraceReference to);
}
