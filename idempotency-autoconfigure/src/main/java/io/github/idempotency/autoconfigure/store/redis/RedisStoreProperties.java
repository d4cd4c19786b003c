package io.github.idempotency.autoconfigure.store.redis;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How the store uses Redis.
 *
 * @param keyPrefix Prefix of the Redis keys of all records.
 * @param maxPayload Maximum size of a recorded answer.
 * @param waitForReplicas Number of replicas that must have a claim or an answer before it counts. Set to 0 to not wait
 *     for replicas.
 */
@ConfigurationProperties("idempotency.redis")
public record RedisStoreProperties(
        @DefaultValue("idempotency:") String keyPrefix,
        @DefaultValue("16MB") DataSize maxPayload,
        @DefaultValue("0") int waitForReplicas) {}
