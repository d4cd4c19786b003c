package io.github.idempotency.autoconfigure.store.redis;

import io.github.idempotency.autoconfigure.ConditionalOnIdempotencyEnabled;
import io.github.idempotency.autoconfigure.Foundation;
import io.github.idempotency.autoconfigure.IdempotencyProperties;
import io.github.idempotency.autoconfigure.PropertyCheck;
import io.github.idempotency.autoconfigure.StoreCandidate;
import io.github.idempotency.autoconfigure.StoreChoice;
import io.github.idempotency.store.redis.RedisIdempotencyStore;
import io.github.idempotency.store.redis.RedisStoreSettings;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/** Auto-configuration for the store in Redis. */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration",
            "org.springframework.boot.autoconfigure.data.redis.RedisAutoConfiguration"
        })
@ConditionalOnIdempotencyEnabled
@ConditionalOnClass({RedisIdempotencyStore.class, RedisConnectionFactory.class})
@ConditionalOnBean(RedisConnectionFactory.class)
@EnableConfigurationProperties(RedisStoreProperties.class)
public final class RedisStoreAutoConfiguration {

    static final String NAME = "redis";

    @Bean
    @ConditionalOnMissingBean
    RedisStoreSettings idempotencyRedisStoreSettings(RedisStoreProperties properties, IdempotencyProperties common) {
        PropertyCheck.requirePositive("idempotency.store-timeout", common.storeTimeout());
        PropertyCheck.require(
                !properties.keyPrefix().isEmpty(),
                "idempotency.redis.key-prefix",
                properties.keyPrefix(),
                "It must not be empty, or the keys could meet those of others.");
        long maxPayload = properties.maxPayload().toBytes();
        PropertyCheck.require(
                maxPayload > 0 && maxPayload <= RedisStoreSettings.MAX_PAYLOAD_BYTES,
                "idempotency.redis.max-payload",
                properties.maxPayload(),
                "It must be between 1B and " + RedisStoreSettings.MAX_PAYLOAD_BYTES + "B.");
        PropertyCheck.require(
                properties.waitForReplicas() >= 0,
                "idempotency.redis.wait-for-replicas",
                properties.waitForReplicas(),
                "It must not be negative.");
        return new RedisStoreSettings(
                properties.keyPrefix(), common.storeTimeout(), (int) maxPayload, properties.waitForReplicas());
    }

    @Bean
    @ConditionalOnMissingBean(name = "redisIdempotencyStoreCandidate")
    StoreCandidate redisIdempotencyStoreCandidate(ListableBeanFactory beanFactory, RedisStoreSettings settings) {
        return StoreCandidate.of(
                NAME,
                () -> new RedisIdempotencyStore(
                        Foundation.of(beanFactory, RedisConnectionFactory.class, NAME), settings));
    }

    @Bean
    @ConditionalOnMissingBean
    RedisServerReport idempotencyRedisServerReport(
            ConfigurableApplicationContext context, StoreChoice choice, RedisStoreSettings settings) {
        return new RedisServerReport(context, choice, settings);
    }
}
