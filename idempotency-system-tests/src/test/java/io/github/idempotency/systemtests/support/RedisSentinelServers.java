package io.github.idempotency.systemtests.support;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.sentinel.api.sync.RedisSentinelCommands;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.awaitility.Awaitility;

/** A primary, a replica, and one Sentinel that promotes the replica when the primary dies. */
public final class RedisSentinelServers implements AutoCloseable {

    public static final String MASTER_NAME = "records";

    private RedisTestServer primary;
    private RedisTestServer replica;
    private final RedisTestServer sentinel;
    private final RedisClient client = RedisClient.create();

    private RedisSentinelServers() {
        Path binary = RedisBinary.embedded();
        primary = RedisTestServer.own("repl-diskless-sync-delay 0");
        replica =
                RedisTestServer.own("repl-diskless-sync-delay 0", "replicaof " + primary.host() + " " + primary.port());
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
        servers.lookOften();
        await("the replica is known", servers::ready);
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

    /** SIGKILL for the primary, whose place the replica takes; the killed one then comes back as the replica. */
    public void failOver() {
        takeSentinelsView();
        primary.kill();
        await("the replica is promoted", this::promoted);
        RedisTestServer killed = primary;
        primary = replica;
        replica = killed;
        replica.restart();
        try (var connection = client.connect(RedisURI.create(replica.host(), replica.port()))) {
            connection.sync().replicaof(primary.host(), primary.port());
        }
        await("the killed one follows", this::ready);
    }

    @Override
    public void close() {
        client.shutdown();
        sentinel.close();
        replica.close();
        primary.close();
    }

    /** Twice a second instead of every ten seconds. */
    private void lookOften() {
        askSentinel(commands -> commands.dispatch(
                CommandType.SENTINEL,
                new StatusOutput<>(StringCodec.UTF8),
                new CommandArgs<>(StringCodec.UTF8)
                        .add("DEBUG")
                        .add("INFO-PERIOD")
                        .add(500)));
    }

    private boolean ready() {
        return askSentinel(commands -> commands.replicas(MASTER_NAME).stream()
                .anyMatch(known -> "ok".equals(known.get("master-link-status")) && "slave".equals(known.get("flags"))));
    }

    /** On a busy machine a primary may seem dead for half a second, and Sentinel promotes the replica unasked. */
    private void takeSentinelsView() {
        if (promoted()) {
            RedisTestServer demoted = primary;
            primary = replica;
            replica = demoted;
        }
    }

    private boolean promoted() {
        return askSentinel(commands ->
                ((InetSocketAddress) commands.getMasterAddrByName(MASTER_NAME)).getPort() == replica.port());
    }

    private <T> T askSentinel(Function<RedisSentinelCommands<String, String>, T> command) {
        try (var connection = client.connectSentinel(RedisURI.create(sentinel.host(), sentinel.port()))) {
            return command.apply(connection.sync());
        }
    }

    /** A Sentinel that was not scheduled for two seconds does nothing for the next thirty ({@code TILT}). */
    private static void await(String what, Callable<Boolean> condition) {
        Awaitility.await(what)
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(100))
                .until(condition);
    }
}
