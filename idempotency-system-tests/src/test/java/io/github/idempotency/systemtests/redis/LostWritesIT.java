package io.github.idempotency.systemtests.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.idempotency.store.Claim;
import io.github.idempotency.store.ClaimRequest;
import io.github.idempotency.store.StoreUnavailableException;
import io.github.idempotency.store.redis.RedisIdempotencyStore;
import io.github.idempotency.store.redis.RedisStoreSettings;
import io.github.idempotency.systemtests.support.RedisReplication;
import io.github.idempotency.systemtests.support.RedisTestServer;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * What a fail-over loses, and what narrows that: docs/reliability.md says it, and here it happens. The replica lags because
 * nothing reaches it any more; then the primary dies and the replica takes its place.
 */
class LostWritesIT {

    private static final RedisStoreSettings SETTINGS =
            RedisStoreSettings.defaults().withTimeout(Duration.ofSeconds(4));

    private RedisReplication servers;
    private LettuceConnectionFactory connections;

    @BeforeEach
    void open() {
        servers = RedisReplication.start();
        connections = Factories.lettuce(servers.primary());
    }

    @AfterEach
    void close() {
        if (servers != null) {
            connections.destroy();
            servers.close();
        }
    }

    @Test
    void aClaimTheReplicaHasNotGotIsGrantedAgainAfterAFailover() {
        ClaimRequest request = Calls.request();
        try (RedisIdempotencyStore store = store(0)) {
            Calls.awaitRecovery(store);
            servers.link().blackhole();

            Calls.granted(store, request);
            assertThat(store.claim(Calls.another(request))).isInstanceOf(Claim.Held.class);
        }

        assertThat(claimAfterFailover(request)).isInstanceOf(Claim.Granted.class);
    }

    @Test
    void anAnswerTheReplicaHasNotGotIsForgottenByAFailover() {
        ClaimRequest request = Calls.request();
        try (RedisIdempotencyStore store = store(0)) {
            var lease = Calls.granted(store, request);
            servers.awaitInStep();
            servers.link().blackhole();

            assertThat(store.complete(lease, Calls.OUTCOME, Calls.LONG)).isTrue();
            assertThat(store.claim(Calls.another(request))).isInstanceOf(Claim.Settled.class);
        }

        // It is held until the lease ends, and then abandoned.
        assertThat(claimAfterFailover(request)).isInstanceOf(Claim.Held.class);
    }

    @Test
    void withWaitForReplicasSuchAClaimIsRefusedSoNothingIsExecutedTwice() {
        ClaimRequest request = Calls.request();
        try (RedisIdempotencyStore store = store(1)) {
            Calls.awaitRecovery(store);
            servers.link().blackhole();

            assertThatThrownBy(() -> store.claim(request))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("not known to be on 1 replicas");
        }

        // Only the second one is ever told that it may execute.
        assertThat(claimAfterFailover(request)).isInstanceOf(Claim.Granted.class);
    }

    @Test
    void withMinReplicasTheWindowIsAsLongAsTheirLagMayBe() {
        servers.ask(servers.primary(), commands -> commands.configSet("min-replicas-to-write", "1"));
        servers.ask(servers.primary(), commands -> commands.configSet("min-replicas-max-lag", "1"));
        ClaimRequest within = Calls.request();
        try (RedisIdempotencyStore store = store(0)) {
            Calls.awaitRecovery(store);
            servers.link().blackhole();

            Calls.granted(store, within);

            Awaitility.await("the lag is noticed")
                    .atMost(Duration.ofSeconds(15))
                    .untilAsserted(() -> assertThatThrownBy(() -> store.claim(Calls.request()))
                            .isInstanceOf(StoreUnavailableException.class)
                            .hasMessageContaining("fewer replicas than min-replicas-to-write asks for"));
        }

        assertThat(claimAfterFailover(within)).isInstanceOf(Claim.Granted.class);
    }

    private Claim claimAfterFailover(ClaimRequest request) {
        servers.failOver();
        RedisTestServer promoted = servers.replica();
        LettuceConnectionFactory toPromoted = Factories.lettuce(promoted);
        try (RedisIdempotencyStore store = new RedisIdempotencyStore(toPromoted, SETTINGS)) {
            return store.claim(Calls.another(request));
        } finally {
            toPromoted.destroy();
        }
    }

    private RedisIdempotencyStore store(int replicas) {
        return new RedisIdempotencyStore(connections, SETTINGS.withWaitForReplicas(replicas));
    }
}
