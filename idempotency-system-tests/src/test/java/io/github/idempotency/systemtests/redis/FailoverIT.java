package io.github.idempotency.systemtests.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.engine.EngineSettings;
import io.github.idempotency.engine.IdempotencyEngine;
import io.github.idempotency.store.redis.RedisIdempotencyStore;
import io.github.idempotency.store.redis.RedisStoreSettings;
import io.github.idempotency.systemtests.support.RedisSentinelServers;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.data.redis.connection.RedisSentinelConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * Primaries die under load and Sentinel promotes their replicas. The system property {@code idempotency.failovers} says how
 * often, {@code idempotency.wait-for-replicas} what is waited for: with 0 this is expected to fail once in a while.
 */
class FailoverIT {

    private static final int FAILOVERS = Integer.getInteger("idempotency.failovers", 3);
    private static final int REPLICAS = Integer.getInteger("idempotency.wait-for-replicas", 1);
    private static final int CLIENTS = 8;
    private static final int ANSWERS_BETWEEN = 200;

    private static final RedisStoreSettings SETTINGS =
            RedisStoreSettings.defaults().withWaitForReplicas(REPLICAS);

    @Test
    @Timeout(3_600)
    void whatWasAnsweredIsReplayedAfterEveryFailoverAndNothingIsExecutedTwice() {
        try (RedisSentinelServers servers = RedisSentinelServers.start()) {
            LettuceConnectionFactory first = connect(servers);
            LettuceConnectionFactory second = connect(servers);
            try (RedisIdempotencyStore firstStore = new RedisIdempotencyStore(first, SETTINGS);
                    RedisIdempotencyStore secondStore = new RedisIdempotencyStore(second, SETTINGS);
                    IdempotencyEngine firstProcess = engine(firstStore);
                    IdempotencyEngine secondProcess = engine(secondStore);
                    FailoverClients clients = new FailoverClients(List.of(firstProcess, secondProcess), CLIENTS)) {
                clients.start();
                for (int i = 0; i < FAILOVERS; i++) {
                    awaitAnswers(clients);
                    servers.failOver();
                }
                awaitAnswers(clients);
                clients.stopAndAskAgain();
                System.out.printf(
                        "%d calls answered over %d fail-overs, waiting for %d replicas: %d violations%n",
                        clients.answers(),
                        FAILOVERS,
                        REPLICAS,
                        clients.violations().size());

                assertThat(clients.violations()).isEmpty();
            } finally {
                first.destroy();
                second.destroy();
            }
        }
    }

    private static void awaitAnswers(FailoverClients clients) {
        int before = clients.answers();
        Awaitility.await("calls are answered")
                .atMost(Duration.ofMinutes(1))
                .until(() -> clients.answers() >= before + ANSWERS_BETWEEN);
    }

    private static IdempotencyEngine engine(RedisIdempotencyStore store) {
        return new IdempotencyEngine(store, EngineSettings.DEFAULTS, event -> {});
    }

    private static LettuceConnectionFactory connect(RedisSentinelServers servers) {
        return Factories.lettuce(
                new RedisSentinelConfiguration(RedisSentinelServers.MASTER_NAME, Set.of(servers.sentinelAddress())));
    }
}
