package io.github.idempotency.store.redis;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.ReadFrom;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.RedisClusterConfiguration;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

class ReplicatedServersTests {

    private static final RedisStoreSettings WAITING =
            RedisStoreSettings.defaults().withWaitForReplicas(1);

    private final LettuceClientConfiguration readingFromReplicas = LettuceClientConfiguration.builder()
            .readFrom(ReadFrom.REPLICA_PREFERRED)
            .build();

    @Test
    void aFactoryThatReadsFromReplicasIsRefused() {
        LettuceConnectionFactory connections =
                new LettuceConnectionFactory(new RedisStandaloneConfiguration(), readingFromReplicas);

        assertThatThrownBy(() -> new RedisIdempotencyStore(connections, WAITING))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("give it a factory of its own without ReadFrom");
    }

    @Test
    void inAClusterAndWithoutWaitingItIsNot() {
        new RedisIdempotencyStore(
                        new LettuceConnectionFactory(new RedisStandaloneConfiguration(), readingFromReplicas),
                        RedisStoreSettings.defaults())
                .close();
        new RedisIdempotencyStore(
                        new LettuceConnectionFactory(new RedisClusterConfiguration(), readingFromReplicas), WAITING)
                .close();
    }
}
