package io.github.idempotency.benchmarks.load.shop;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.stereotype.Component;

/** {@code SET NX GET} and {@code SET}: one round trip each. */
@Component
@Profile("reference & redis")
class HandWrittenRedisRecords implements HandWrittenRecords {

    private static final Duration RETENTION = Duration.ofHours(24);
    private static final String PREFIX = "payments:";

    private final StringRedisTemplate redis;

    HandWrittenRedisRecords(StringRedisTemplate redis) {
        this.redis = redis;
    }

    @Override
    public @Nullable String claim(String key) {
        byte[] name = (PREFIX + key).getBytes(StandardCharsets.UTF_8);
        Object known = redis.execute((RedisCallback<@Nullable Object>) connection -> connection.execute(
                "SET", name, new byte[0], bytes("NX"), bytes("GET"), bytes("PX"), bytes(RETENTION.toMillis())));
        return known instanceof byte[] answer ? new String(answer, StandardCharsets.UTF_8) : (String) known;
    }

    @Override
    public void complete(String key, String answer) {
        redis.opsForValue().set(PREFIX + key, answer, RETENTION);
    }

    private static byte[] bytes(Object text) {
        return String.valueOf(text).getBytes(StandardCharsets.US_ASCII);
    }
}
