package io.github.idempotency.autoconfigure.boot3;

import io.github.idempotency.spring.health.HealthReport;
import io.github.idempotency.spring.health.StoresHealth;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Auto-configuration that shows the health of the stores on Spring Boot 3.5. */
@AutoConfiguration(
        afterName = "io.github.idempotency.autoconfigure.health.IdempotencyHealthAutoConfiguration",
        beforeName = "org.springframework.boot.actuate.autoconfigure.health.HealthContributorAutoConfiguration")
@ConditionalOnClass(name = "org.springframework.boot.actuate.health.HealthIndicator")
@ConditionalOnBean(StoresHealth.class)
public final class IdempotencyBoot3HealthAutoConfiguration {

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
