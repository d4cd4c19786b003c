package io.github.idempotency.autoconfigure.metrics;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is measured.
 *
 * @param enabled Whether to record meters of protected calls.
 * @param duplicateRateWindow Time over which the duplicate rate is taken.
 */
@ConfigurationProperties("idempotency.metrics")
public record IdempotencyMetricsProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("5m") Duration duplicateRateWindow) {}
