package io.github.idempotency.autoconfigure.metrics;

import io.github.idempotency.autoconfigure.ConditionalOnIdempotencyEnabled;
import io.micrometer.core.instrument.config.MeterFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

/** Auto-configuration for no meters: keeps out those which observations would yield all the same. */
@AutoConfiguration
@ConditionalOnIdempotencyEnabled
@ConditionalOnClass(MeterFilter.class)
@ConditionalOnProperty(prefix = "idempotency.metrics", name = "enabled", havingValue = "false")
public final class MetersOffAutoConfiguration {

    private static final String FILTER = "idempotencyMetersOff";

    @Bean(FILTER)
    @ConditionalOnMissingBean(name = FILTER)
    static MeterFilter idempotencyMetersOff() {
        return MeterFilter.denyNameStartsWith("idempotency.requests");
    }
}
