package io.github.idempotency.systemtests.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.idempotency.Outcome;
import io.github.idempotency.store.Claim;
import io.github.idempotency.store.ClaimRequest;
import io.github.idempotency.store.Lease;
import io.github.idempotency.store.StoreUnavailableException;
import io.github.idempotency.store.redis.RedisIdempotencyStore;
import io.github.idempotency.store.redis.RedisStoreSettings;
import io.github.idempotency.systemtests.support.RedisTestServer;
import io.github.idempotency.systemtests.support.TcpProxy;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** The network between store and server breaks in every way a proxy can break it. */
class RedisNetworkFaultsIT {

    private static final Duration TIMEOUT = Duration.ofMillis(750);

    private TcpProxy network;
    private LettuceConnectionFactory connections;
    private LettuceConnectionFactory directConnections;
    private RedisIdempotencyStore store;
    private RedisIdempotencyStore witness;

    @BeforeEach
    void open() {
        RedisTestServer server = RedisTestServer.shared();
        network = TcpProxy.to(server.host(), server.port());
        connections = Factories.lettuce(network.host(), network.port());
        directConnections = Factories.lettuce(server);
        store = new RedisIdempotencyStore(
                connections, RedisStoreSettings.defaults().withTimeout(TIMEOUT));
        witness = new RedisIdempotencyStore(
                directConnections, RedisStoreSettings.defaults().withTimeout(Duration.ofSeconds(15)));
        Calls.awaitRecovery(store);
    }

    @AfterEach
    void close() {
        if (network != null) {
            store.close();
            witness.close();
            connections.destroy();
            directConnections.destroy();
            network.close();
        }
    }

    @Test
    void aClaimWhoseReplyWasLostIsRepeated() {
        ClaimRequest request = Calls.request();
        network.dropReplies();
        Calls.assertGivenUpWithin(TIMEOUT, () -> store.claim(request));
        assertThat(witness.claim(Calls.another(request))).isInstanceOf(Claim.Held.class);
        network.pass();

        Calls.awaitRecovery(store);
        Lease lease = Calls.granted(store, request);

        assertThat(store.complete(lease, Calls.OUTCOME, Calls.LONG)).isTrue();
    }

    @Test
    void aCompletionWhoseReplyWasLostIsRepeated() {
        ClaimRequest request = Calls.request();
        Lease lease = Calls.granted(store, request);
        network.dropReplies();
        Calls.assertGivenUpWithin(TIMEOUT, () -> store.complete(lease, Calls.OUTCOME, Calls.LONG));
        network.pass();

        Calls.awaitRecovery(store);
        assertThat(store.complete(lease, Outcome.result(new byte[1]), Calls.LONG))
                .isTrue();

        assertThat(witness.claim(Calls.another(request)))
                .isEqualTo(new Claim.Settled(request.fingerprint(), Calls.OUTCOME));
    }

    @Test
    void aClaimWhoseConnectionBrokeAfterTheServerActedIsGrantedOnce() {
        ClaimRequest request = Calls.request();
        network.resetOnNextReply();

        // Lettuce connects again and sends it a second time by itself, unless that takes longer than the timeout.
        Lease lease = claimedAtLast(request);

        assertThat(Calls.granted(store, request)).isEqualTo(lease);
        assertThat(witness.claim(Calls.another(request))).isInstanceOf(Claim.Held.class);
    }

    @Test
    void aConnectionThatBreaksBetweenCallsIsReplaced() {
        network.reset();

        Calls.awaitRecovery(store);
    }

    @Test
    void whatIsGivenUpWhileDisconnectedIsNotExecutedLater() {
        ClaimRequest request = Calls.request();
        network.refuse();
        Calls.assertGivenUpWithin(TIMEOUT, () -> store.claim(request));
        Calls.assertGivenUpWithin(TIMEOUT, () -> store.claim(request));
        network.pass();

        Calls.awaitRecovery(store);

        assertThat(witness.find(request.key())).isEmpty();
    }

    @Test
    void aNetworkThatSwallowsEverythingIsGivenUp() {
        ClaimRequest request = Calls.request();
        Lease lease = Calls.granted(store, request);
        network.blackhole();
        Calls.assertGivenUpWithin(
                TIMEOUT, () -> store.complete(lease, Outcome.result(new byte[3_000_000]), Calls.LONG));
        Calls.assertGivenUpWithin(TIMEOUT, () -> store.renew(lease, Calls.LONG));
        network.pass();

        Calls.awaitRecovery(store);

        assertThat(store.complete(lease, Calls.OUTCOME, Calls.LONG)).isTrue();
    }

    @Test
    void slowRepliesAreAnswers() {
        network.delayReplies(TIMEOUT.dividedBy(5));

        Calls.granted(store, Calls.request());
    }

    @Test
    void aCallerThatIsInterruptedStopsWaiting() {
        network.blackhole();
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> store.claim(Calls.request()))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("interrupted");

        assertThat(Thread.interrupted()).isTrue();
        network.pass();
        Calls.awaitRecovery(store);
    }

    private Lease claimedAtLast(ClaimRequest request) {
        try {
            return Calls.granted(store, request);
        } catch (StoreUnavailableException e) {
            Calls.awaitRecovery(store);
            return Calls.granted(store, request);
        }
    }
}
