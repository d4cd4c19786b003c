package io.github.idempotency.autoconfigure.store.jdbc;

import io.github.idempotency.autoconfigure.ConditionalOnIdempotencyEnabled;
import io.github.idempotency.autoconfigure.PurgeListeners;
import io.github.idempotency.engine.ExpiredRecordPurger;
import io.github.idempotency.store.IdempotencyStore;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Auto-configuration for the removal of expired records, from every store that needs it, the application's own included. */
@AutoConfiguration
@ConditionalOnIdempotencyEnabled
@EnableConfigurationProperties(JdbcStoreProperties.class)
public final class PurgeAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean({ExpiredRecordPurger.class, StorePurging.class})
    StorePurging idempotencyStorePurging(
            ObjectProvider<IdempotencyStore> stores,
            ObjectProvider<PurgeListeners> listeners,
            JdbcStoreProperties properties) {
        return StorePurging.of(stores, listeners, properties);
    }
}
