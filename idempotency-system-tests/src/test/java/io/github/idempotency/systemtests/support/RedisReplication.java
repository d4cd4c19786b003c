package io.github.idempotency.systemtests.support;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.function.Function;
import org.awaitility.Awaitility;

/** A primary and one replica, which follows it over a network that can be broken; nobody promotes it but the test. */
public final class RedisReplication implements AutoCloseable {

    private final RedisTestServer primary;
    private final TcpProxy link;
    private final RedisTestServer replica;
    private final RedisClient client = RedisClient.create();

    private RedisReplication() {
        primary = RedisTestServer.own("repl-diskless-sync-delay 0");
        link = TcpProxy.to(primary.host(), primary.port());
        replica = RedisTestServer.own("replicaof " + link.host() + " " + link.port());
    }

    /** Starts them and waits until the replica is in step. */
    public static RedisReplication start() {
        RedisReplication servers = new RedisReplication();
        servers.awaitInStep();
        return servers;
    }

    public RedisTestServer primary() {
        return primary;
    }

    public RedisTestServer replica() {
        return replica;
    }

    /** What the replica follows the primary through. */
    public TcpProxy link() {
        return link;
    }

    /** Returns once everything acknowledged so far has reached the replica. */
    public void awaitInStep() {
        Awaitility.await("the replica follows")
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> ask(
                        primary,
                        commands -> commands.set("step", "") != null && commands.waitForReplication(1, 1_000) == 1));
    }

    /** SIGKILL for the primary; the replica takes its place with what it has. */
    public void failOver() {
        primary.kill();
        ask(replica, RedisCommands::replicaofNoOne);
    }

    /** One command to a server. */
    public <T> T ask(RedisTestServer server, Function<RedisCommands<String, String>, T> command) {
        try (var connection = client.connect(RedisURI.create(server.host(), server.port()))) {
            return command.apply(connection.sync());
        }
    }

    @Override
    public void close() {
        client.shutdown();
        link.close();
        replica.close();
        primary.close();
    }
}
