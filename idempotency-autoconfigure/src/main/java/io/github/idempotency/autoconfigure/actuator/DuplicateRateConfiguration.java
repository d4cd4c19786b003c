package io.github.idempotency.autoconfigure.actuator;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The duplicate rate, where the application has meters. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnSingleCandidate(MeterRegistry.class)
final class DuplicateRateConfiguration {

    @Bean
    @ConditionalOnMissingBean
    DuplicateRateSource idempotencyDuplicateRateSource(MeterRegistry registry) {
        return new MeteredDuplicateRate(registry);
    }
}
