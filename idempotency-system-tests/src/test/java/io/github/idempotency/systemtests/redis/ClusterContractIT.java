package io.github.idempotency.systemtests.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.store.Claim;
import io.github.idempotency.store.ClaimRequest;
import io.github.idempotency.store.RecordView;
import io.github.idempotency.store.redis.RedisIdempotencyStore;
import io.github.idempotency.store.redis.RedisServerCheck;
import io.github.idempotency.store.redis.RedisStoreSettings;
import io.github.idempotency.systemtests.support.RedisClusterServers;
import io.github.idempotency.systemtests.support.RedisTestServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.RedisClusterConfiguration;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.jedis.JedisClientConfiguration;
import org.springframework.data.redis.connection.jedis.JedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

class ClusterContractIT extends RedisContract {

    private static final Duration TIMEOUT = Duration.ofMillis(750);
    private static final RedisStoreSettings SETTINGS =
            RedisStoreSettings.defaults().withTimeout(Duration.ofSeconds(15));
    private static final int NODES = 3;

    private RedisClusterServers cluster;

    @Override
    LettuceConnectionFactory connect() {
        if (cluster == null) {
            cluster = RedisClusterServers.start(NODES);
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

    @Test
    void aNodeThatHangsDoesNotStopTheOthers() {
        LettuceConnectionFactory connections = connect();
        try (RedisIdempotencyStore store = new RedisIdempotencyStore(
                connections, RedisStoreSettings.defaults().withTimeout(TIMEOUT))) {
            for (int node = 0; node < NODES; node++) {
                awaitGranted(store, node);
            }

            cluster.node(0).whileFrozen(() -> {
                Calls.assertGivenUpWithin(TIMEOUT, () -> store.claim(requestOn(0)));
                Calls.granted(store, requestOn(1));
                Calls.granted(store, requestOn(2));
                Calls.assertGivenUpWithin(TIMEOUT, () -> store.claim(requestOn(0)));
                Calls.granted(store, requestOn(1));
            });

            awaitGranted(store, 0);
        } finally {
            connections.destroy();
        }
    }

    @Test
    void theServerCheckLooksAtEveryNode() {
        LettuceConnectionFactory connections = connect();
        LettuceConnectionFactory last = Factories.lettuce(cluster.node(NODES - 1));
        try {
            assertThat(RedisServerCheck.warnings(connections, SETTINGS)).isEmpty();

            configurePolicy(last, "allkeys-lru");
            assertThat(RedisServerCheck.warnings(connections, SETTINGS))
                    .singleElement()
                    .asString()
                    .contains("allkeys-lru");
            configurePolicy(last, "noeviction");
        } finally {
            last.destroy();
            connections.destroy();
        }
    }

    @Test
    void aListingThroughJedisWalksEveryPrimaryToo() {
        JedisConnectionFactory connections = new JedisConnectionFactory(
                new RedisClusterConfiguration(cluster.addresses()), JedisClientConfiguration.defaultConfiguration());
        connections.afterPropertiesSet();
        connections.start();
        try (RedisIdempotencyStore store = new RedisIdempotencyStore(connections, SETTINGS)) {
            List<IdempotencyKey> keys = new ArrayList<>();
            for (int node = 0; node < NODES; node++) {
                ClaimRequest request = requestOn(node);
                Calls.granted(store, request);
                keys.add(request.key());
            }

            assertThat(store.list(EnumSet.of(RecordView.State.CLAIMED), 1_000).records())
                    .extracting(RecordView::key)
                    .containsAll(keys)
                    .doesNotHaveDuplicates();
        } finally {
            connections.destroy();
        }
    }

    private static void configurePolicy(RedisConnectionFactory connections, String policy) {
        try (RedisConnection connection = connections.getConnection()) {
            connection.serverCommands().setConfig("maxmemory-policy", policy);
        }
    }

    private void awaitGranted(RedisIdempotencyStore store, int node) {
        Calls.await(() -> store.claim(requestOn(node)) instanceof Claim.Granted);
    }

    private ClaimRequest requestOn(int node) {
        return Stream.generate(Calls::request)
                .filter(request -> node
                        == cluster.nodeOf(("idempotency:" + request.key().hex()).getBytes(StandardCharsets.US_ASCII)))
                .findFirst()
                .orElseThrow();
    }
}
