package io.github.idempotency.autoconfigure.metrics;

import io.github.idempotency.autoconfigure.ConditionalOnIdempotencyEnabled;
import io.github.idempotency.autoconfigure.PropertyCheck;
import io.github.idempotency.autoconfigure.PurgeListeners;
import io.github.idempotency.spring.observation.FallbackTimer;
import io.github.idempotency.spring.observation.MeteringListener;
import io.github.idempotency.spring.observation.PurgeMeters;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Auto-configuration for meters. */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration",
            "org.springframework.boot.actuate.autoconfigure.metrics.MetricsAutoConfiguration",
            "org.springframework.boot.actuate.autoconfigure.metrics.CompositeMeterRegistryAutoConfiguration",
            "org.springframework.boot.actuate.autoconfigure.metrics.export.simple.SimpleMetricsExportAutoConfiguration"
        })
@ConditionalOnIdempotencyEnabled
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean(MeterRegistry.class)
@ConditionalOnProperty(prefix = "idempotency.metrics", name = "enabled", matchIfMissing = true)
@EnableConfigurationProperties(IdempotencyMetricsProperties.class)
public final class IdempotencyMetricsAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    MeteringListener idempotencyMeteringListener(MeterRegistry registry, IdempotencyMetricsProperties properties) {
        PropertyCheck.requirePositive("idempotency.metrics.duplicate-rate-window", properties.duplicateRateWindow());
        return new MeteringListener(registry, properties.duplicateRateWindow());
    }

    @Bean
    @ConditionalOnMissingBean
    PurgeListeners idempotencyPurgeMeters(MeterRegistry registry) {
        return store -> new PurgeMeters(registry, store);
    }

    @Bean
    @ConditionalOnMissingBean
    FallbackTimer idempotencyFallbackTimer(MeterRegistry registry) {
        return new FallbackTimer(registry);
    }
}
