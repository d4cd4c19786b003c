package io.github.idempotency.autoconfigure.near;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Recorded answers kept in the memory of the process that made them, beside the store.
 *
 * @param enabled Whether to keep recorded answers in memory as well, so that a duplicate need not ask the store. Needs
 *     Caffeine.
 * @param maxBytes Maximum size of all answers kept in memory, for each store. An answer that takes more than an eighth of
 *     it is not kept.
 * @param timeToLive Maximum time an answer is replayed from memory, and so after its record was deleted elsewhere.
 */
@ConfigurationProperties("idempotency.near-cache")
public record NearCacheProperties(
        @DefaultValue("false") boolean enabled,
        @DefaultValue("64MB") DataSize maxBytes,
        @DefaultValue("1m") Duration timeToLive) {}
