package io.github.idempotency.autoconfigure.store.memory;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits of the store in memory. New keys are refused while one of them is reached; nothing is evicted.
 *
 * @param maxRecords Maximum number of keys kept in memory.
 * @param maxBytes Maximum size of all recorded answers kept in memory.
 */
@ConfigurationProperties("idempotency.memory")
public record MemoryStoreProperties(
        @DefaultValue("100000") int maxRecords,
        @DefaultValue("64MB") DataSize maxBytes) {}
