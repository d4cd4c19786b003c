package io.github.idempotency.systemtests.redis;

import io.github.idempotency.systemtests.support.RedisBinary;
import io.github.idempotency.systemtests.support.RedisTestServer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/** On Redis 6.2, the oldest line that is promised. */
class OldestRedisContractIT extends RedisContract {

    private RedisTestServer server;

    @Override
    RedisConnectionFactory connect() {
        if (server == null) {
            server = RedisTestServer.own(RedisBinary.oldest(), List.of());
        }
        return Factories.lettuce(server);
    }

    @Override
    RedisConnectionFactory connectToNobody() {
        return Factories.lettuce("127.0.0.1", RedisTestServer.freePort());
    }

    @Override
    @AfterAll
    void close() throws Exception {
        super.close();
        if (server != null) {
            server.close();
        }
    }
}
