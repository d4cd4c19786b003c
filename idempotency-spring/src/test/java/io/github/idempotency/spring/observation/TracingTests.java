package io.github.idempotency.spring.observation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.codec.TraceReference;
import io.github.idempotency.engine.CallObservation;
import io.github.idempotency.engine.Ending;
import io.github.idempotency.engine.EngineEvent;
import io.github.idempotency.engine.Execution;
import io.github.idempotency.engine.ObservedCall;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.lang.reflect.Proxy;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** With a real OpenTelemetry SDK: what is exported is what counts. */
class TracingTests {

    private static final IdempotencyKey KEY = IdempotencyKey.of("order-4711");

    private final InMemorySpanExporter exported = InMemorySpanExporter.create();

    private ObservingCalls observer(Sampler sampler, CallTracing tracing) {
        SdkTracerProvider provider = SdkTracerProvider.builder()
                .setSampler(sampler)
                .addSpanProcessor(SimpleSpanProcessor.create(exported))
                .build();
        ObservationRegistry registry = ObservationRegistry.create();
        registry.observationConfig()
                .observationHandler(new DefaultTracingObservationHandler(
                        new OtelTracer(provider.get("test"), new OtelCurrentTraceContext(), event -> {})));
        return new ObservingCalls(registry, null, tracing, null);
    }

    private static CallObservation begin(ObservingCalls observer) {
        return observer.begin(new ObservedCall("place", KEY, "memory"));
    }

    private SpanData replayOf(@Nullable TraceReference recordedBy, CallTracing tracing) {
        CallObservation replay = begin(observer(Sampler.alwaysOn(), tracing));
        Execution.Scope inside = replay.open();
        replay.onEvent(new EngineEvent.Replayed("place", KEY, 10, recordedBy));
        inside.close();
        List<SpanData> spans = exported.getFinishedSpanItems();
        return spans.get(spans.size() - 1);
    }

    private TraceReference recorded() {
        CallObservation first = begin(observer(Sampler.alwaysOn(), new OpenTelemetryTracing()));
        TraceReference trace = first.trace();
        first.onEvent(new EngineEvent.Ended("place", KEY, Ending.RECORDED, Ending.RECORDED, 10));
        assertThat(trace).isNotNull();
        return trace;
    }

    @Test
    void aReplayIsLinkedToTheSpanThatMadeItsAnswer() {
        TraceReference recordedBy = recorded();
        SpanData first = exported.getFinishedSpanItems().get(0);
        assertThat(first.getTraceId()).isEqualTo(recordedBy.traceId());
        assertThat(first.getSpanId()).isEqualTo(recordedBy.spanId());

        SpanData replay = replayOf(recordedBy, new OpenTelemetryTracing());

        assertThat(replay.getLinks())
                .extracting(LinkData::getSpanContext)
                .singleElement()
                .satisfies(link -> {
                    assertThat(link.getTraceId()).isEqualTo(first.getTraceId());
                    assertThat(link.getSpanId()).isEqualTo(first.getSpanId());
                    assertThat(link.isSampled()).isTrue();
                });
        assertThat(replay.getTraceId()).isNotEqualTo(first.getTraceId());
        assertThat(replay.getAttributes().asMap().toString())
                .contains("idempotency.recorded.trace_id=" + first.getTraceId(), "outcome=replayed");
        assertThat(replay.getName()).isEqualTo("idempotent place");
    }

    @Test
    void withAnotherLibraryTheTagsSayIt() {
        TraceReference recordedBy = recorded();

        SpanData replay = replayOf(recordedBy, new SpanTracing());

        assertThat(replay.getLinks()).isEmpty();
        assertThat(replay.getAttributes().asMap().toString())
                .contains("idempotency.recorded.span_id=" + recordedBy.spanId());
    }

    @Test
    void aReplayOfAnAnswerWithoutATraceHasNoLink() {
        assertThat(replayOf(null, new OpenTelemetryTracing()).getLinks()).isEmpty();
    }

    @Test
    void whatIsNotSampledIsNotRecorded() {
        CallObservation call = begin(observer(Sampler.alwaysOff(), new OpenTelemetryTracing()));

        assertThat(call.trace()).isNull();
    }

    @Test
    void withoutASpanThereIsNoTrace() {
        assertThat(new SpanTracing().spanOf(new Observation.Context())).isNull();
        new OpenTelemetryTracing()
                .link(new Observation.Context(), new TraceReference("0".repeat(31) + "1", "0".repeat(15) + "1"));
    }

    @Test
    void shortTraceIdsAreWrittenInFull() {
        assertThat(new SpanTracing().spanOf(contextOf("463ac35c9f6413ad", "a2fb4a1d1a96d312", null)))
                .isEqualTo(new TraceReference("0000000000000000463ac35c9f6413ad", "a2fb4a1d1a96d312"));
    }

    private static Observation.Context contextOf(String traceId, String spanId, @Nullable Boolean sampled) {
        TraceContext ids = stub(TraceContext.class, name -> switch (name) {
            case "traceId" -> traceId;
            case "spanId" -> spanId;
            default -> sampled;
        });
        TracingContext tracing = new TracingContext();
        tracing.setSpan(stub(Span.class, name -> name.equals("isNoop") ? (Object) false : ids));
        Observation.Context context = new Observation.Context();
        context.put(TracingContext.class, tracing);
        return context;
    }

    private static <T> T stub(Class<T> type, java.util.function.Function<String, @Nullable Object> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, args) -> answers.apply(method.getName())));
    }
}
