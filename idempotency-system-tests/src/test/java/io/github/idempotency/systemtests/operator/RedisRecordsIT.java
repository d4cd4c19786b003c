package io.github.idempotency.systemtests.operator;

import io.github.idempotency.systemtests.support.RedisTestServer;
import java.util.UUID;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = "idempotency.store=redis")
class RedisRecordsIT extends RecordsContract {

    @DynamicPropertySource
    static void server(DynamicPropertyRegistry registry) {
        RedisTestServer server = RedisTestServer.shared();
        registry.add("spring.data.redis.host", server::host);
        registry.add("spring.data.redis.port", server::port);
        // The server may be one that others use, too.
        String prefix = "desk-" + UUID.randomUUID() + ":";
        registry.add("idempotency.redis.key-prefix", () -> prefix);
    }
}
