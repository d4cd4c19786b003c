package io.github.idempotency.systemtests.observation;

import io.github.idempotency.engine.EngineListener;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** With meters, with traces that are kept here, and with a listener that fails at everything it is told. */
@SpringBootApplication
class ObservedApplication {

    @Bean
    InMemorySpanExporter spans() {
        return InMemorySpanExporter.create();
    }

    @Bean(destroyMethod = "close")
    SdkTracerProvider tracerProvider(InMemorySpanExporter spans) {
        return SdkTracerProvider.builder()
                .addSpanProcessor(SimpleSpanProcessor.create(spans))
                .build();
    }

    @Bean
    DefaultTracingObservationHandler tracing(SdkTracerProvider provider) {
        return new DefaultTracingObservationHandler(
                new OtelTracer(provider.get("shop"), new OtelCurrentTraceContext(), event -> {}));
    }

    @Bean
    EngineListener failingListener() {
        return event -> {
            throw new IllegalStateException("a listener that fails");
        };
    }
}
