package io.github.idempotency.systemtests.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.idempotency.store.Claim;
import io.github.idempotency.store.ClaimRequest;
import io.github.idempotency.store.StoreUnavailableException;
import io.github.idempotency.store.redis.RedisIdempotencyStore;
import io.github.idempotency.store.redis.RedisServerCheck;
import io.github.idempotency.store.redis.RedisStoreSettings;
import io.github.idempotency.systemtests.support.RedisClusterServers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.RedisClusterConfiguration;
import org.springframework.data.redis.connection.jedis.JedisClientConfiguration;
import org.springframework.data.redis.connection.jedis.JedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** In a cluster it is the replicas of the key's own primary that count: here the first one has one, the others none. */
class ClusterWaitIT {

    private static final RedisStoreSettings SETTINGS =
            RedisStoreSettings.defaults().withTimeout(Duration.ofSeconds(8)).withWaitForReplicas(1);

    @Test
    void theReplicasOfTheKeysPrimaryAreWaitedFor() {
        try (RedisClusterServers cluster = RedisClusterServers.start(3)) {
            cluster.addReplicaOf(0);
            LettuceConnectionFactory connections =
                    Factories.lettuce(new RedisClusterConfiguration(cluster.addresses()));
            JedisConnectionFactory jedis = new JedisConnectionFactory(
                    new RedisClusterConfiguration(cluster.addresses()),
                    JedisClientConfiguration.defaultConfiguration());
            jedis.afterPropertiesSet();
            jedis.start();
            try (RedisIdempotencyStore store = new RedisIdempotencyStore(connections, SETTINGS);
                    RedisIdempotencyStore jedisStore = new RedisIdempotencyStore(jedis, SETTINGS)) {
                Calls.await(() -> store.claim(requestOn(cluster, 0)) instanceof Claim.Granted);
                ClaimRequest request = requestOn(cluster, 0);
                Calls.settled(store, request);
                assertThat(store.claim(Calls.another(request))).isInstanceOf(Claim.Settled.class);

                assertThatThrownBy(() -> store.claim(requestOn(cluster, 1)))
                        .isInstanceOf(StoreUnavailableException.class)
                        .hasMessageContaining("not known to be on 1 replicas");
                assertThatThrownBy(() -> jedisStore.claim(requestOn(cluster, 0)))
                        .isInstanceOf(StoreUnavailableException.class)
                        .hasMessageContaining("or Jedis without a cluster");
                assertThat(RedisServerCheck.warnings(connections, SETTINGS))
                        .singleElement()
                        .asString()
                        .contains("has 0 replicas");
            } finally {
                connections.destroy();
                jedis.destroy();
            }
        }
    }

    @Test
    void aKeyThatHasMovedIsFollowed() {
        try (RedisClusterServers cluster = RedisClusterServers.start(3)) {
            cluster.addReplicaOf(1);
            LettuceConnectionFactory connections =
                    Factories.lettuce(new RedisClusterConfiguration(cluster.addresses()));
            try (RedisIdempotencyStore store = new RedisIdempotencyStore(connections, SETTINGS)) {
                Calls.await(() -> store.claim(requestOn(cluster, 1)) instanceof Claim.Granted);
                ClaimRequest request = requestOn(cluster, 0);
                cluster.move(redisKey(request), 0, 1);

                Calls.settled(store, request);
                assertThat(store.claim(Calls.another(request))).isInstanceOf(Claim.Settled.class);
            } finally {
                connections.destroy();
            }
        }
    }

    private static byte[] redisKey(ClaimRequest request) {
        return ("idempotency:" + request.key().hex()).getBytes(StandardCharsets.US_ASCII);
    }

    private static ClaimRequest requestOn(RedisClusterServers cluster, int node) {
        return Stream.generate(Calls::request)
                .filter(request -> node == cluster.nodeOf(redisKey(request)))
                .findFirst()
                .orElseThrow();
    }
}
