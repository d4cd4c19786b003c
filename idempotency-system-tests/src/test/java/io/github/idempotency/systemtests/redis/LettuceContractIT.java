package io.github.idempotency.systemtests.redis;

import io.github.idempotency.systemtests.support.RedisTestServer;
import org.springframework.data.redis.connection.RedisConnectionFactory;

class LettuceContractIT extends RedisContract {

    @Override
    RedisConnectionFactory connect() {
        return Factories.lettuce(RedisTestServer.shared());
    }

    @Override
    RedisConnectionFactory connectToNobody() {
        return Factories.lettuce("127.0.0.1", RedisTestServer.freePort());
    }
}
