package io.github.idempotency.systemtests.support;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.sentinel.api.sync.RedisSentinelCommands;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/** A primary, a replica, and one Sentinel that promotes the replica when the primary dies. */
public final class RedisSentinelServers implements AutoCloseable {

    public static final String MASTER_NAME = "records";

    private final RedisTestServer primary;
    private final RedisTestServer replica;
    private final RedisTestServer sentinel;
    private final RedisClient client = RedisClient.create();

    private RedisSentinelServers() {
        Path binary = RedisBinary.embedded();
        primary = RedisTestServer.own("repl-diskless-sync-delay 0");
        replica = RedisTestServer.own("replicaof " + primary.host() + " " + primary.port());
        String watched = "sentinel monitor " + MASTER_NAME + " " + primary.host() + " " + primary.port() + " 1";
        sentinel = RedisTestServer.own(
                binary,
                List.of(
                        watched,
                        "sentinel down-after-milliseconds " + MASTER_NAME + " 500",
                        "sentinel failover-timeout " + MASTER_NAME + " 3000"),
                "--sentinel");
    }

    /** Starts them and waits until the replica is in step and known to the Sentinel. */
    public static RedisSentinelServers start() {
        RedisSentinelServers servers = new RedisSentinelServers();
        Awaitility.await("the replica is known")
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(100))
                .until(servers::ready);
        return servers;
    }

    public String sentinelAddress() {
        return sentinel.host() + ":" + sentinel.port();
    }

    /** Returns once everything acknowledged so far has reached the replica. */
    public void awaitReplication() {
        try (var connection = client.connect(RedisURI.create(primary.host(), primary.port()))) {
            RedisCommands<String, String> commands = connection.sync();
            if (commands.waitForReplication(1, 10_000) < 1) {
                throw new IllegalStateException("The replica does not follow");
            }
        }
    }

    public void killPrimary() {
        primary.kill();
    }

    @Override
    public void close() {
        client.shutdown();
        sentinel.close();
        replica.close();
        primary.close();
    }

    private boolean ready() {
        try (var connection = client.connectSentinel(RedisURI.create(sentinel.host(), sentinel.port()))) {
            RedisSentinelCommands<String, String> commands = connection.sync();
            return commands.replicas(MASTER_NAME).stream()
                    .anyMatch(known -> "ok".equals(known.get("master-link-status"))
                            && String.valueOf(replica.port()).equals(known.get("port")));
        }
    }
}
