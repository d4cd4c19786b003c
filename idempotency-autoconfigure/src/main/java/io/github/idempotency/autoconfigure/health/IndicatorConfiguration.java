package io.github.idempotency.autoconfigure.health;

import io.github.idempotency.spring.health.HealthReport;
import io.github.idempotency.spring.health.StoresHealth;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Shows the health on Spring Boot 4. Names types that are elsewhere on 3.5. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(name = OnHealthShown.BOOT_4)
final class IndicatorConfiguration {

    @Bean
    @ConditionalOnMissingBean(name = {"idempotencyHealthIndicator", "idempotencyHealthContributor"})
    HealthIndicator idempotencyHealthIndicator(StoresHealth stores) {
        return () -> {
            HealthReport report = stores.report();
            return Health.status(report.status().name())
                    .withDetails(report.details())
                    .build();
        };
    }
}
