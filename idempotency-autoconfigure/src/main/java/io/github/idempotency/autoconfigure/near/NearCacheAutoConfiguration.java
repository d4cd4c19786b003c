package io.github.idempotency.autoconfigure.near;

import io.github.idempotency.autoconfigure.ConditionalOnIdempotencyEnabled;
import io.github.idempotency.autoconfigure.NearCaches;
import io.github.idempotency.autoconfigure.PropertyCheck;
import io.github.idempotency.autoconfigure.StoreSetupException;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.NoneNestedConditions;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/** Auto-configuration for the near cache. */
@AutoConfiguration
@ConditionalOnIdempotencyEnabled
@ConditionalOnProperty(prefix = "idempotency.near-cache", name = "enabled", havingValue = "true")
@EnableConfigurationProperties(NearCacheProperties.class)
public final class NearCacheAutoConfiguration {

    private static final String CAFFEINE = "com.github.benmanes.caffeine.cache.Caffeine";
    private static final String RECORDS = "io.github.idempotency.near.CaffeineSettledRecords";

    /** What there is to make near caches of. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = {CAFFEINE, RECORDS})
    @ConditionalOnMissingBean(NearCaches.class)
    static class WithCaffeine {

        @Bean
        CaffeineNearCaches idempotencyNearCaches(NearCacheProperties properties) {
            PropertyCheck.require(
                    properties.maxBytes().toBytes() > 0,
                    "idempotency.near-cache.max-bytes",
                    properties.maxBytes(),
                    "It must be at least 1B. Remove 'idempotency.near-cache.enabled' to keep nothing.");
            PropertyCheck.requirePositive("idempotency.near-cache.time-to-live", properties.timeToLive());
            return new CaffeineNearCaches(properties);
        }

        /** Meters where the application has Micrometer. */
        @Configuration(proxyBeanMethods = false)
        @ConditionalOnClass(MeterBinder.class)
        @ConditionalOnProperty(prefix = "idempotency.metrics", name = "enabled", matchIfMissing = true)
        static class Metered {

            @Bean
            @ConditionalOnMissingBean
            NearCacheMeters idempotencyNearCacheMeters(CaffeineNearCaches caches) {
                return new NearCacheMeters(caches);
            }
        }
    }

    /** Who asks for a near cache is not to go without unawares. */
    @Configuration(proxyBeanMethods = false)
    @Conditional(CaffeineMissing.class)
    static class WithoutCaffeine {

        @Bean
        @ConditionalOnMissingBean
        NearCaches idempotencyNearCaches() {
            throw new StoreSetupException(
                    "The property 'idempotency.near-cache.enabled' is 'true', but Caffeine, or the module"
                            + " 'idempotency-near-cache' of the starter, is not on the classpath.",
                    "Add 'com.github.ben-manes.caffeine:caffeine', whose version Spring Boot knows, or remove the"
                            + " property.");
        }
    }

    static final class CaffeineMissing extends NoneNestedConditions {

        CaffeineMissing() {
            super(ConfigurationPhase.PARSE_CONFIGURATION);
        }

        @ConditionalOnClass(name = {CAFFEINE, RECORDS})
        static class Present {}
    }
}
