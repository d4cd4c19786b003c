package io.github.idempotency.autoconfigure.store.memory;

import io.github.idempotency.autoconfigure.ConditionalOnIdempotencyEnabled;
import io.github.idempotency.autoconfigure.PropertyCheck;
import io.github.idempotency.autoconfigure.StoreCandidate;
import io.github.idempotency.store.IdempotencyStore;
import io.github.idempotency.store.memory.InMemoryIdempotencyStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Auto-configuration for the store in memory. */
@AutoConfiguration
@ConditionalOnIdempotencyEnabled
@EnableConfigurationProperties(MemoryStoreProperties.class)
public final class MemoryStoreAutoConfiguration {

    private static final Logger log = LoggerFactory.getLogger(MemoryStoreAutoConfiguration.class);

    @Bean
    @ConditionalOnMissingBean(name = "memoryIdempotencyStoreCandidate")
    StoreCandidate memoryIdempotencyStoreCandidate(MemoryStoreProperties properties) {
        return StoreCandidate.fallback("memory", () -> store(properties));
    }

    private static IdempotencyStore store(MemoryStoreProperties properties) {
        int maxRecords = properties.maxRecords();
        long maxBytes = properties.maxBytes().toBytes();
        PropertyCheck.require(maxRecords > 0, "idempotency.memory.max-records", maxRecords, "It must be at least 1.");
        PropertyCheck.require(
                maxBytes > 0, "idempotency.memory.max-bytes", properties.maxBytes(), "It must be at least 1B.");
        log.warn("Idempotency keys are kept in the memory of this process: they are not shared with other processes and"
                + " are forgotten at restart. Configure Redis or a DataSource, or define an IdempotencyStore bean, before"
                + " more than one process runs.");
        return new InMemoryIdempotencyStore(maxRecords, maxBytes, (int) Math.min(maxBytes, Integer.MAX_VALUE));
    }
}
