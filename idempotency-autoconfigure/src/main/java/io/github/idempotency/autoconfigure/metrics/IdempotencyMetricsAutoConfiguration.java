package io.github.idempotency.autoconfigure.metrics;

import io.github.idempotency.autoconfigure.ConditionalOnIdempotencyEnabled;
import io.github.idempotency.autoconfigure.PropertyCheck;
import io.github.idempotency.autoconfigure.PurgeListeners;
import io.github.idempotency.spring.observation.FallbackTimer;
import io.github.idempotency.spring.observation.MeteringListener;
import io.github.idempotency.spring.observation.PurgeMeters;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.autoconfigure.condition.NoneNestedConditions;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

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

    private static final String WINDOW = "idempotency.metrics.duplicate-rate-window";

    /** Meters in the registry of the application. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnSingleCandidate(MeterRegistry.class)
    static class InOneRegistry {

        @Bean
        @ConditionalOnMissingBean
        MeteringListener idempotencyMeteringListener(MeterRegistry registry, IdempotencyMetricsProperties properties) {
            Duration window = properties.duplicateRateWindow();
            PropertyCheck.requirePositive(WINDOW, window);
            PropertyCheck.require(
                    window.compareTo(Duration.ofDays(365)) <= 0, WINDOW, window, "It must not be longer than 365d.");
            return new MeteringListener(registry, window);
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

    /** No meters: which registry they should go to is the application's to say. */
    @Configuration(proxyBeanMethods = false)
    @Conditional(NoSingleRegistry.class)
    static class InNoneOfSeveral {

        InNoneOfSeveral() {
            LoggerFactory.getLogger(IdempotencyMetricsAutoConfiguration.class)
                    .warn(
                            "There are several beans of type MeterRegistry and none of them is @Primary, so protected calls"
                                    + " are not metered. Make one of them @Primary, for example a CompositeMeterRegistry of all.");
        }
    }

    static final class NoSingleRegistry extends NoneNestedConditions {

        NoSingleRegistry() {
            super(ConfigurationPhase.REGISTER_BEAN);
        }

        @ConditionalOnSingleCandidate(MeterRegistry.class)
        static class Single {}
    }
}
