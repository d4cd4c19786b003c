package io.github.idempotency.systemtests.support;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.models.partitions.ClusterPartitionParser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/** A Redis Cluster on this machine, of primaries only unless replicas are added. */
public final class RedisClusterServers implements AutoCloseable {

    private static final int SLOTS = 16384;
    private static final int HIGHEST_PORT = 65535 - 10_000;

    private final List<RedisTestServer> nodes = new ArrayList<>();
    private final List<RedisTestServer> replicas = new ArrayList<>();

    /** Starts as many nodes and waits until they have agreed on who has which slots. */
    public static RedisClusterServers start(int count) {
        RedisClusterServers cluster = new RedisClusterServers();
        RedisClient client = RedisClient.create();
        try {
            for (int i = 0; i < count; i++) {
                cluster.nodes.add(node());
            }
            cluster.join(client);
            return cluster;
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        } finally {
            client.shutdown();
        }
    }

    /** Starts one more node, and waits until it follows the given one. */
    public void addReplicaOf(int index) {
        RedisTestServer primary = nodes.get(index);
        RedisTestServer replica = node();
        replicas.add(replica);
        RedisClient client = RedisClient.create();
        try (var toPrimary = client.connect(RedisURI.create(primary.host(), primary.port()));
                var toReplica = client.connect(RedisURI.create(replica.host(), replica.port()))) {
            String id = toPrimary.sync().clusterMyId();
            toReplica.sync().clusterMeet(primary.host(), primary.port());
            Awaitility.await("the replica knows its primary")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> toReplica.sync().clusterNodes().contains(id));
            toReplica.sync().clusterReplicate(id);
            Awaitility.await("the replica follows")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> toReplica.sync().info("replication").contains("master_link_status:up"));
        } finally {
            client.shutdown();
        }
    }

    public List<String> addresses() {
        return nodes.stream().map(node -> node.host() + ":" + node.port()).toList();
    }

    public RedisTestServer node(int index) {
        return nodes.get(index);
    }

    /** Gives the slot of a key, which has no records yet, to another node. Which node has it is then for the caller to know. */
    public void move(byte[] key, int from, int to) {
        int slot = SlotHash.getSlot(key);
        RedisTestServer source = nodes.get(from);
        RedisTestServer target = nodes.get(to);
        RedisClient client = RedisClient.create();
        try (var toSource = client.connect(RedisURI.create(source.host(), source.port()));
                var toTarget = client.connect(RedisURI.create(target.host(), target.port()))) {
            String sourceId = toSource.sync().clusterMyId();
            String targetId = toTarget.sync().clusterMyId();
            toTarget.sync().clusterSetSlotImporting(slot, sourceId);
            toSource.sync().clusterSetSlotMigrating(slot, targetId);
            toTarget.sync().clusterSetSlotNode(slot, targetId);
            toSource.sync().clusterSetSlotNode(slot, targetId);
        } finally {
            client.shutdown();
        }
    }

    /** Which node has a key. */
    public int nodeOf(byte[] key) {
        return Math.min(SlotHash.getSlot(key) / (SLOTS / nodes.size()), nodes.size() - 1);
    }

    @Override
    public void close() {
        replicas.forEach(RedisTestServer::close);
        nodes.forEach(RedisTestServer::close);
    }

    private static RedisTestServer node() {
        int port = RedisTestServer.freePort();
        // The nodes talk to each other on this port plus 10000.
        while (port > HIGHEST_PORT) {
            port = RedisTestServer.freePort();
        }
        return RedisTestServer.at(
                port,
                RedisBinary.embedded(),
                List.of(
                        "cluster-enabled yes",
                        "cluster-config-file nodes.conf",
                        "cluster-node-timeout 2000",
                        "cluster-require-full-coverage no"));
    }

    private void join(RedisClient client) {
        List<StatefulRedisConnection<String, String>> connections = nodes.stream()
                .map(node -> client.connect(RedisURI.create(node.host(), node.port())))
                .toList();
        int share = SLOTS / nodes.size();
        for (int i = 0; i < nodes.size(); i++) {
            RedisCommands<String, String> node = connections.get(i).sync();
            int last = i == nodes.size() - 1 ? SLOTS - 1 : (i + 1) * share - 1;
            for (int slot = i * share; slot <= last; slot += 1024) {
                node.clusterAddSlots(range(slot, Math.min(last, slot + 1023)));
            }
            node.clusterSetConfigEpoch(i + 1L);
            node.clusterMeet(nodes.get(0).host(), nodes.get(0).port());
        }
        Awaitility.await("the cluster is complete")
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> connections.stream().allMatch(connection -> complete(connection.sync())));
    }

    private boolean complete(RedisCommands<String, String> node) {
        return node.clusterInfo().contains("cluster_state:ok")
                && ClusterPartitionParser.parse(node.clusterNodes()).stream()
                                .mapToInt(partition -> partition.getSlots().size())
                                .sum()
                        == SLOTS;
    }

    private static int[] range(int first, int last) {
        int[] slots = new int[last - first + 1];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = first + i;
        }
        return slots;
    }
}
