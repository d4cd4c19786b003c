package io.github.idempotency.systemtests.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.store.Claim;
import io.github.idempotency.store.ClaimRequest;
import io.github.idempotency.store.Lease;
import io.github.idempotency.store.redis.RedisIdempotencyStore;
import io.github.idempotency.store.redis.RedisStoreSettings;
import io.github.idempotency.systemtests.support.RedisSentinelServers;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.RedisSentinelConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

class SentinelIT {

    private static final Duration TIMEOUT = Duration.ofMillis(750);

    @Test
    void theStoreFollowsAFailover() {
        try (RedisSentinelServers servers = RedisSentinelServers.start()) {
            LettuceConnectionFactory connections = Factories.lettuce(new RedisSentinelConfiguration(
                    RedisSentinelServers.MASTER_NAME, Set.of(servers.sentinelAddress())));
            try (RedisIdempotencyStore store = new RedisIdempotencyStore(
                    connections, RedisStoreSettings.defaults().withTimeout(TIMEOUT))) {
                keepsItsRecordsOverAFailover(servers, store);
            } finally {
                connections.destroy();
            }
        }
    }

    private static void keepsItsRecordsOverAFailover(RedisSentinelServers servers, RedisIdempotencyStore store) {
        ClaimRequest settled = Calls.request();
        ClaimRequest claimed = Calls.request();
        Calls.awaitRecovery(store);
        Calls.settled(store, settled);
        Lease lease = Calls.granted(store, claimed);
        // What has not reached the replica is lost with the primary; no client can change that.
        servers.awaitReplication();

        servers.killPrimary();
        Calls.assertGivenUpWithin(TIMEOUT, () -> store.claim(Calls.another(settled)));
        Calls.awaitRecovery(store);

        assertThat(store.claim(Calls.another(settled)))
                .isEqualTo(new Claim.Settled(settled.fingerprint(), Calls.OUTCOME));
        assertThat(store.claim(Calls.another(claimed))).isInstanceOf(Claim.Held.class);
        assertThat(store.complete(lease, Calls.OUTCOME, Calls.LONG)).isTrue();
    }
}
