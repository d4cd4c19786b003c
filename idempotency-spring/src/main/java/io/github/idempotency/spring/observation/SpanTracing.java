package io.github.idempotency.spring.observation;

import io.github.idempotency.codec.TraceReference;
import io.micrometer.observation.Observation;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import org.jspecify.annotations.Nullable;

/**
 * Reads the spans of Micrometer Tracing. Its interface can link a span only before it begins, so a replay's span has what
 * made its answer in tags only.
 */
public class SpanTracing implements CallTracing {

    private static final int TRACE_ID_DIGITS = 32;

    @Override
    public final @Nullable TraceReference spanOf(Observation.ContextView context) {
        Span span = span(context);
        if (span == null || span.isNoop() || Boolean.FALSE.equals(span.context().sampled())) {
            return null;
        }
        TraceContext ids = span.context();
        String traceId = ids.traceId();
        return new TraceReference("0".repeat(Math.max(0, TRACE_ID_DIGITS - traceId.length())) + traceId, ids.spanId());
    }

    @Override
    public void link(Observation.ContextView context, TraceReference to) {}

    static @Nullable Span span(Observation.ContextView context) {
        TracingContext tracing = context.get(TracingContext.class);
        return tracing == null ? null : tracing.getSpan();
    }
}
