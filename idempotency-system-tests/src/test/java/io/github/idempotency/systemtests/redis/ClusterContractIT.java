package io.github.idempotency.systemtests.redis;

import io.github.idempotency.systemtests.support.RedisClusterServers;
import io.github.idempotency.systemtests.support.RedisTestServer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.springframework.data.redis.connection.RedisClusterConfiguration;
import org.springframework.data.redis.connection.RedisConnectionFactory;

class ClusterContractIT extends RedisContract {

    private RedisClusterServers cluster;

    @Override
    RedisConnectionFactory connect() {
        if (cluster == null) {
            cluster = RedisClusterServers.start(3);
        }
        return Factories.lettuce(new RedisClusterConfiguration(cluster.addresses()));
    }

    @Override
    RedisConnectionFactory connectToNobody() {
        return Factories.lettuce(new RedisClusterConfiguration(List.of("127.0.0.1:" + RedisTestServer.freePort())));
    }

    @Override
    @AfterAll
    void close() throws Exception {
        super.close();
        if (cluster != null) {
            cluster.close();
        }
    }
}
