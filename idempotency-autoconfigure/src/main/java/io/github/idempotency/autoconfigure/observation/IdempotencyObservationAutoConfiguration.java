package io.github.idempotency.autoconfigure.observation;

import io.github.idempotency.autoconfigure.ConditionalOnIdempotencyEnabled;
import io.github.idempotency.engine.CallObserver;
import io.github.idempotency.spring.observation.CallTracing;
import io.github.idempotency.spring.observation.FallbackTimer;
import io.github.idempotency.spring.observation.IdempotencyObservationConvention;
import io.github.idempotency.spring.observation.ObservingCalls;
import io.github.idempotency.spring.observation.OpenTelemetryTracing;
import io.github.idempotency.spring.observation.SpanTracing;
import io.micrometer.observation.ObservationRegistry;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/** Auto-configuration for the observation of calls. */
@AutoConfiguration(
        afterName = {
            "io.github.idempotency.autoconfigure.metrics.IdempotencyMetricsAutoConfiguration",
            "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration",
            "org.springframework.boot.actuate.autoconfigure.observation.ObservationAutoConfiguration"
        })
@ConditionalOnIdempotencyEnabled
@ConditionalOnClass(ObservationRegistry.class)
public final class IdempotencyObservationAutoConfiguration {

    private static final String OPEN_TELEMETRY = "io.micrometer.tracing.otel.bridge.OtelSpan";

    @Bean
    @Conditional(OnObservability.class)
    @ConditionalOnMissingBean
    CallObserver idempotencyCallObserver(
            ObjectProvider<ObservationRegistry> registry,
            ObjectProvider<IdempotencyObservationConvention> convention,
            ObjectProvider<CallTracing> tracing,
            ObjectProvider<FallbackTimer> fallback) {
        return new ObservingCalls(
                registryOf(registry), convention.getIfAvailable(), tracing.getIfAvailable(), fallback.getIfAvailable());
    }

    private static ObservationRegistry registryOf(ObjectProvider<ObservationRegistry> registry) {
        ObservationRegistry only = registry.getIfUnique();
        if (only == null && registry.stream().findAny().isPresent()) {
            LoggerFactory.getLogger(IdempotencyObservationAutoConfiguration.class)
                    .warn(
                            "There are several beans of type ObservationRegistry and none of them is @Primary, so protected"
                                    + " calls are not observed. Make the one @Primary that they should be told to.");
        }
        return only == null ? ObservationRegistry.NOOP : only;
    }

    /** Traces by OpenTelemetry. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = OPEN_TELEMETRY)
    static class WithOpenTelemetry {

        @Bean
        @ConditionalOnMissingBean
        CallTracing idempotencyCallTracing() {
            return new OpenTelemetryTracing();
        }
    }

    /** Traces by another library. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "io.micrometer.tracing.handler.TracingObservationHandler")
    @ConditionalOnMissingClass(OPEN_TELEMETRY)
    static class WithOtherTracing {

        @Bean
        @ConditionalOnMissingBean
        CallTracing idempotencyCallTracing() {
            return new SpanTracing();
        }
    }
}
