package io.github.idempotency.systemtests.processes;

import io.github.idempotency.systemtests.support.JdbcTestServer;
import io.github.idempotency.systemtests.support.MariaDbTestServer;
import io.github.idempotency.systemtests.support.PostgresTestServer;
import io.github.idempotency.systemtests.support.RedisTestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Where several shops keep their keys; their payments are in a database that outlives any of them. */
enum SharedStore {
    REDIS,
    POSTGRES,
    MARIADB;

    /** What to start a shop with: the sample app's own profile, and where its servers are this time. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>(database());
        arguments.add("--spring.profiles.active=" + name().toLowerCase(Locale.ROOT));
        if (this == REDIS) {
            RedisTestServer redis = RedisTestServer.shared();
            arguments.add("--spring.data.redis.url=redis://" + redis.host() + ":" + redis.port());
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
