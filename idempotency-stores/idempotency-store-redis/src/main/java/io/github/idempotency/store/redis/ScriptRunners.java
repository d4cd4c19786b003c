package io.github.idempotency.store.redis;

import java.time.Duration;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.util.ClassUtils;

/** Chooses how to talk to Redis by what the application connects with. */
final class ScriptRunners {

    private static final boolean LETTUCE_PRESENT =
            ClassUtils.isPresent("io.lettuce.core.api.StatefulConnection", ScriptRunners.class.getClassLoader());

    private ScriptRunners() {}

    static ScriptRunner suiting(RedisConnectionFactory connections, Duration timeout, ReplicaWait wait) {
        return LETTUCE_PRESENT && connections instanceof LettuceConnectionFactory
                ? new LettuceScriptRunner(connections, timeout, wait)
                : new BlockingScriptRunner(connections, wait);
    }
}
