package io.github.idempotency.systemtests.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.idempotency.store.Claim;
import io.github.idempotency.store.ClaimRequest;
import io.github.idempotency.store.Lease;
import io.github.idempotency.store.StoreUnavailableException;
import io.github.idempotency.store.redis.RedisIdempotencyStore;
import io.github.idempotency.store.redis.RedisStoreSettings;
import io.github.idempotency.systemtests.support.RedisReplication;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.jedis.JedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** Claims and completions that count only when a replica has them. */
class WaitForReplicasIT {

    /** Of which a replica has a quarter. */
    private static final RedisStoreSettings SETTINGS =
            RedisStoreSettings.defaults().withTimeout(Duration.ofSeconds(4)).withWaitForReplicas(1);

    private RedisReplication servers;
    private LettuceConnectionFactory connections;
    private RedisIdempotencyStore store;

    @BeforeEach
    void open() {
        servers = RedisReplication.start();
        connections = Factories.lettuce(servers.primary());
        store = new RedisIdempotencyStore(connections, SETTINGS);
        Calls.awaitRecovery(store);
    }

    @AfterEach
    void close() {
        if (store != null) {
            store.close();
            connections.destroy();
            servers.close();
        }
    }

    @Test
    void aClaimThatIsRefusedLeavesNothing() {
        ClaimRequest request = Calls.request();
        servers.link().blackhole();

        assertNotReplicated(() -> store.claim(request));

        assertThat(store.find(request.key())).isEmpty();
        servers.link().pass();
        servers.awaitInStep();
        Calls.granted(store, request);
    }

    @Test
    void aTakeoverThatIsRefusedLeavesTheCallAbandoned() {
        ClaimRequest vanished = Calls.request(Calls.request().key(), Duration.ofMillis(1));
        Calls.granted(store, vanished);
        Awaitility.await()
                .until(() -> store.find(vanished.key()).orElseThrow().lease().isZero());
        servers.link().blackhole();

        assertNotReplicated(() -> store.claim(Calls.another(vanished)));

        Awaitility.await()
                .until(() -> store.find(vanished.key()).orElseThrow().lease().isZero());
        servers.link().pass();
        servers.awaitInStep();
        assertThat(store.claim(Calls.another(vanished)))
                .isInstanceOfSatisfying(
                        Claim.Granted.class,
                        granted -> assertThat(granted.attempt()).isGreaterThan(1));
    }

    @Test
    void aCompletionFailsAsOftenAsItIsRepeatedUntilAReplicaHasIt() {
        ClaimRequest request = Calls.request();
        Lease lease = Calls.granted(store, request);
        servers.link().blackhole();

        assertNotReplicated(() -> store.complete(lease, Calls.OUTCOME, Calls.LONG));
        // The server has it by now, and over this connection nothing was written.
        LettuceConnectionFactory others = Factories.lettuce(servers.primary());
        try (RedisIdempotencyStore another = new RedisIdempotencyStore(others, SETTINGS)) {
            assertNotReplicated(() -> another.complete(lease, Calls.OUTCOME, Calls.LONG));
            servers.link().pass();
            Calls.await(() -> another.complete(lease, Calls.OUTCOME, Calls.LONG));
        } finally {
            others.destroy();
        }

        servers.failOver();
        LettuceConnectionFactory promoted = Factories.lettuce(servers.replica());
        try (RedisIdempotencyStore after = new RedisIdempotencyStore(promoted, SETTINGS.withWaitForReplicas(0))) {
            assertThat(after.claim(Calls.another(request)))
                    .isEqualTo(new Claim.Settled(request.fingerprint(), Calls.OUTCOME));
        } finally {
            promoted.destroy();
        }
    }

    @Test
    void duplicatesAreAnsweredWhileReplicasAreAway() {
        ClaimRequest settled = Calls.request();
        Calls.settled(store, settled);
        ClaimRequest held = Calls.request();
        Lease lease = Calls.granted(store, held);
        servers.link().blackhole();

        assertThat(store.claim(Calls.another(settled))).isInstanceOf(Claim.Settled.class);
        assertThat(store.claim(Calls.another(held))).isInstanceOf(Claim.Held.class);
        assertThat(store.renew(lease, Calls.LONG)).isTrue();
        assertThat(store.release(lease)).isTrue();
    }

    /** What Lettuce sends again after a reconnect is answered by a server that never saw the claim, and has a replica. */
    @Test
    void whatIsAnsweredOverAnotherConnectionCountsForNothing() {
        ClaimRequest request = Calls.request();
        try (RedisIdempotencyStore patient =
                new RedisIdempotencyStore(connections, SETTINGS.withTimeout(Duration.ofSeconds(40)))) {
            Calls.awaitRecovery(patient);
            servers.link().blackhole();
            CompletableFuture<Claim> claim = CompletableFuture.supplyAsync(() -> patient.claim(request));
            Awaitility.await("it waits").until(() -> blockedClients() == 1);

            servers.primary().kill();
            servers.primary().restart();
            servers.link().pass();
            servers.link().reset();

            assertThat(claim.handle((granted, failure) -> failure).join())
                    .hasCauseInstanceOf(StoreUnavailableException.class);
            assertThat(patient.find(request.key())).isEmpty();
        }
    }

    @Test
    void theConnectionOfTheApplicationIsNotHeldUp() {
        servers.link().blackhole();
        CompletableFuture<Claim> claim = CompletableFuture.supplyAsync(() -> store.claim(Calls.request()));
        Awaitility.await("it waits").until(() -> blockedClients() == 1);

        try (RedisConnection connection = connections.getConnection()) {
            connection.ping();
        }

        assertThat(claim).isNotDone();
        assertThat(claim.handle((granted, failure) -> failure).join())
                .hasCauseInstanceOf(StoreUnavailableException.class);
    }

    @Test
    void callsAtTheSameTimeShareTheWaiting() {
        int calls = 100;
        servers.ask(servers.primary(), commands -> commands.configResetstat());
        servers.link().delayReplies(Duration.ofMillis(20));

        List<CompletableFuture<Lease>> claims = IntStream.range(0, calls)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> Calls.granted(store, Calls.request()), task -> new Thread(task).start()))
                .toList();

        assertThat(claims).allSatisfy(claim -> assertThat(claim.join()).isNotNull());
        String statistics = servers.ask(servers.primary(), commands -> commands.info("commandstats"));
        assertThat(statistics).containsPattern("cmdstat_wait:calls=[1-9]\\d?,");
    }

    @Test
    void jedisWaitsToo() {
        JedisConnectionFactory jedis =
                Factories.jedis(servers.primary().host(), servers.primary().port());
        try (RedisIdempotencyStore waiting = new RedisIdempotencyStore(jedis, SETTINGS)) {
            ClaimRequest request = Calls.request();
            Calls.settled(waiting, request);
            servers.link().blackhole();

            assertNotReplicated(() -> waiting.claim(Calls.request()));
            assertThat(waiting.claim(Calls.another(request))).isInstanceOf(Claim.Settled.class);
        } finally {
            jedis.destroy();
        }
    }

    @Test
    void aFactoryBehindAProxyIsNoWayToWait() {
        RedisConnectionFactory hidden = (RedisConnectionFactory) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {RedisConnectionFactory.class},
                (proxy, method, arguments) -> method.invoke(connections, arguments));
        try (RedisIdempotencyStore waiting = new RedisIdempotencyStore(hidden, SETTINGS)) {
            assertThatThrownBy(() -> waiting.claim(Calls.request()))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("use a LettuceConnectionFactory");
        }
    }

    private int blockedClients() {
        String clients = servers.ask(servers.primary(), commands -> commands.info("clients"));
        return Integer.parseInt(clients.replaceAll("(?s).*blocked_clients:(\\d+).*", "$1"));
    }

    private static void assertNotReplicated(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("not known to be on 1 replicas");
    }
}
