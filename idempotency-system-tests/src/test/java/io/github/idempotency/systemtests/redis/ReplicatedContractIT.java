package io.github.idempotency.systemtests.redis;

import io.github.idempotency.store.redis.RedisStoreSettings;
import io.github.idempotency.systemtests.support.RedisReplication;
import io.github.idempotency.systemtests.support.RedisTestServer;
import org.junit.jupiter.api.AfterAll;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/** Claims and completions that wait for a replica keep the contract as well. */
class ReplicatedContractIT extends RedisContract {

    private RedisReplication servers;

    @Override
    RedisStoreSettings settings(RedisStoreSettings common) {
        return common.withWaitForReplicas(1);
    }

    @Override
    RedisConnectionFactory connect() {
        if (servers == null) {
            servers = RedisReplication.start();
        }
        return Factories.lettuce(servers.primary());
    }

    @Override
    RedisConnectionFactory connectToNobody() {
        return Factories.lettuce("127.0.0.1", RedisTestServer.freePort());
    }

    @Override
    @AfterAll
    void close() throws Exception {
        super.close();
        if (servers != null) {
            servers.close();
        }
    }
}
