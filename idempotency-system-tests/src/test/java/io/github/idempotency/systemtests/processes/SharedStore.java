package io.github.idempotency.systemtests.processes;

import io.github.idempotency.systemtests.support.JdbcTestServer;
import io.github.idempotency.systemtests.support.MariaDbTestServer;
import io.github.idempotency.systemtests.support.PostgresTestServer;
import io.github.idempotency.systemtests.support.RedisTestServer;
import java.util.ArrayList;
import java.util.List;

/** Where several shops keep their keys; their payments are in a database that outlives any of them. */
enum SharedStore {
    REDIS,
    POSTGRES,
    MARIADB;

    /** What to start a shop with. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>(database());
        if (this == REDIS) {
            RedisTestServer redis = RedisTestServer.shared();
            arguments.add("--idempotency.store=redis");
            arguments.add("--spring.data.redis.url=redis://" + redis.host() + ":" + redis.port());
        } else {
            arguments.add("--idempotency.jdbc.initialize-schema=always");
        }
        return arguments;
    }

    private List<String> database() {
        JdbcTestServer server = this == MARIADB ? MariaDbTestServer.shared() : PostgresTestServer.shared();
        return List.of(
                "--spring.datasource.url=" + server.url(),
                "--spring.datasource.username=" + server.user(),
                "--spring.datasource.password=" + server.password());
    }
}
