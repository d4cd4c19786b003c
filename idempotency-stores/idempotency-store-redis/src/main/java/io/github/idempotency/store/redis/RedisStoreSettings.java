package io.github.idempotency.store.redis;

import java.time.Duration;

/**
 * How the store uses its Redis.
 *
 * @param keyPrefix what the keys of all records begin with; give every application and environment that shares a Redis
 *     its own
 * @param timeout how long a call may take before it fails, everything included; with Lettuce. Other clients are bound by
 *     their own connect and read timeouts
 * @param maxPayloadBytes the largest outcome payload the store takes, at most {@value #MAX_PAYLOAD_BYTES}
 * @param waitForReplicas how many replicas have to have a claim or a completion before it counts, 0 for none. They have a
 *     quarter of the timeout; if it takes them longer, the call fails
 */
public record RedisStoreSettings(String keyPrefix, Duration timeout, int maxPayloadBytes, int waitForReplicas) {

    /** Redis refuses values of more than 512 MB unless told otherwise; this leaves room for the rest of the record. */
    public static final int MAX_PAYLOAD_BYTES = 500 * 1024 * 1024;

    private static final String KEY_PREFIX = "idempotency:";
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final int PAYLOAD_BYTES = 16 * 1024 * 1024;

    public RedisStoreSettings {
        if (keyPrefix.isEmpty()) {
            throw new IllegalArgumentException("The key prefix of the Redis store must not be empty, or its keys could"
                    + " meet those of others; the usual one is " + KEY_PREFIX);
        }
        if (timeout.isZero() || timeout.isNegative()) {
            throw new IllegalArgumentException("The timeout of the Redis store must be positive, it is " + timeout);
        }
        if (maxPayloadBytes < 1 || maxPayloadBytes > MAX_PAYLOAD_BYTES) {
            throw new IllegalArgumentException("The largest payload of the Redis store must be between 1 and "
                    + MAX_PAYLOAD_BYTES + " bytes, it is " + maxPayloadBytes);
        }
        if (waitForReplicas < 0) {
            throw new IllegalArgumentException(
                    "The Redis store cannot wait for " + waitForReplicas + " replicas; 0 is for none");
        }
    }

    /** Keys begin with {@code idempotency:}, calls take at most 2 seconds, payloads have at most 16 MiB, no waiting. */
    public static RedisStoreSettings defaults() {
        return new RedisStoreSettings(KEY_PREFIX, TIMEOUT, PAYLOAD_BYTES, 0);
    }

    public RedisStoreSettings withKeyPrefix(String prefix) {
        return new RedisStoreSettings(prefix, timeout, maxPayloadBytes, waitForReplicas);
    }

    public RedisStoreSettings withTimeout(Duration limit) {
        return new RedisStoreSettings(keyPrefix, limit, maxPayloadBytes, waitForReplicas);
    }

    public RedisStoreSettings withMaxPayloadBytes(int limit) {
        return new RedisStoreSettings(keyPrefix, timeout, limit, waitForReplicas);
    }

    public RedisStoreSettings withWaitForReplicas(int replicas) {
        return new RedisStoreSettings(keyPrefix, timeout, maxPayloadBytes, replicas);
    }
}
