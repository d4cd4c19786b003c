package io.github.idempotency.systemtests.redis;

import io.github.idempotency.systemtests.support.RedisTestServer;
import org.springframework.data.redis.connection.RedisConnectionFactory;

class JedisContractIT extends RedisContract {

    @Override
    RedisConnectionFactory connect() {
        RedisTestServer server = RedisTestServer.shared();
        return Factories.jedis(server.host(), server.port());
    }

    @Override
    RedisConnectionFactory connectToNobody() {
        return Factories.jedis("127.0.0.1", RedisTestServer.freePort());
    }
}
