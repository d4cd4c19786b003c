package io.github.idempotency.spring.observation;

import io.github.idempotency.codec.TraceReference;
import io.micrometer.observation.Observation;
import io.micrometer.tracing.otel.bridge.OtelSpan;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;

/** Links spans of OpenTelemetry, which takes links also while a span is under way. */
public final class OpenTelemetryTracing extends SpanTracing {

    @Override
    public void link(Observation.ContextView context, TraceReference to) {
        if (span(context) instanceof OtelSpan span) {
            // Only what is sampled is recorded as the maker of an answer.
            OtelSpan.toOtel(span)
                    .addLink(SpanContext.createFromRemoteParent(
                            to.traceId(), to.spanId(), TraceFlags.getSampled(), TraceState.getDefault()));
        }
    }
}
