package io.github.idempotency.store.redis;

import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisAdvancedClusterAsyncCommands;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import io.lettuce.core.masterreplica.StatefulRedisMasterReplicaConnection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** Finds the connection to the server that has a key: {@code WAIT} has no key that would lead it there. */
final class ReplicatedServers {

    private static final Pattern MOVED = Pattern.compile("MOVED \\d+ (.+):(\\d+)");

    private final ReplicaWait wait;
    private final Map<StatefulConnection<byte[], byte[]>, ReplicatedServer> servers = new ConcurrentHashMap<>();

    ReplicatedServers(ReplicaWait wait) {
        this.wait = wait;
    }

    /**
     * Refuses factories whose connections stand for several and do not tell when one of those is replaced.
     *
     * @throws IllegalArgumentException if this is one
     */
    static void requireOneConnection(RedisConnectionFactory connections) {
        if (connections instanceof LettuceConnectionFactory lettuce
                && !lettuce.isClusterAware()
                && lettuce.getClientConfiguration().getReadFrom().isPresent()) {
            throw new IllegalArgumentException(
                    "A Redis store whose connection factory reads from replicas cannot wait for"
                            + " them: give it a factory of its own without ReadFrom, or set wait-for-replicas to 0");
        }
    }

    ReplicatedServer serverOf(byte[] key, RedisClusterAsyncCommands<byte[], byte[]> commands, Deadline deadline)
            throws InterruptedException, ExecutionException, TimeoutException {
        return serverOf(connectionFor(key, commands, deadline));
    }

    /**
     * Where a server of a cluster says that the key is now. Lettuce follows such an answer by itself only where it has chosen
     * the server, too.
     *
     * @throws ExecutionException the failure, if the server is not known yet
     */
    ReplicatedServer movedTo(
            ExecutionException failure, RedisClusterAsyncCommands<byte[], byte[]> commands, Deadline deadline)
            throws InterruptedException, ExecutionException, TimeoutException {
        Matcher moved = MOVED.matcher(String.valueOf(failure.getMessage()));
        if (!moved.find() || !(commands instanceof RedisAdvancedClusterAsyncCommands<byte[], byte[]> cluster)) {
            throw failure;
        }
        StatefulRedisClusterConnection<byte[], byte[]> connection = statefulConnection(cluster);
        RedisClusterNode node =
                connection.getPartitions().getPartition(moved.group(1), Integer.parseInt(moved.group(2)));
        if (node == null) {
            throw failure;
        }
        return serverOf(deadline.await(connection.getConnectionAsync(node.getNodeId())));
    }

    private ReplicatedServer serverOf(StatefulRedisConnection<byte[], byte[]> connection) {
        ReplicatedServer server = servers.get(connection);
        if (server == null) {
            servers.keySet().removeIf(each -> !each.isOpen());
            server = servers.computeIfAbsent(connection, added -> new ReplicatedServer(connection, wait));
        }
        return server;
    }

    @SuppressWarnings("deprecation") // there is no other way from the commands to their connection
    private static StatefulRedisClusterConnection<byte[], byte[]> statefulConnection(
            RedisAdvancedClusterAsyncCommands<byte[], byte[]> cluster) {
        return cluster.getStatefulConnection();
    }

    @SuppressWarnings("deprecation") // there is no other way from the commands to their connection
    private static StatefulRedisConnection<byte[], byte[]> connectionFor(
            byte[] key, RedisClusterAsyncCommands<byte[], byte[]> commands, Deadline deadline)
            throws InterruptedException, ExecutionException, TimeoutException {
        if (commands instanceof RedisAdvancedClusterAsyncCommands<byte[], byte[]> cluster) {
            StatefulRedisClusterConnection<byte[], byte[]> connection = statefulConnection(cluster);
            RedisClusterNode node = connection.getPartitions().getMasterBySlot(SlotHash.getSlot(key));
            if (node == null) {
                throw new IllegalStateException("No primary of the cluster has the slot of the key");
            }
            return deadline.await(connection.getConnectionAsync(node.getNodeId()));
        }
        StatefulRedisConnection<byte[], byte[]> connection =
                ((RedisAsyncCommands<byte[], byte[]>) commands).getStatefulConnection();
        if (connection instanceof StatefulRedisMasterReplicaConnection) {
            // A static configuration of primary and replicas.
            throw new IllegalStateException("A connection that reads from replicas cannot wait for them");
        }
        return connection;
    }
}
