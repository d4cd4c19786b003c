package io.github.idempotency.systemtests.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.Outcome;
import io.github.idempotency.store.Claim;
import io.github.idempotency.store.ClaimRequest;
import io.github.idempotency.store.Lease;
import io.github.idempotency.store.redis.RedisIdempotencyStore;
import io.github.idempotency.store.redis.RedisStoreSettings;
import io.github.idempotency.systemtests.support.RedisTestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** The server hangs, dies and comes back, while the client would wait for a minute. */
class RedisOutageIT {

    private static final Duration TIMEOUT = Duration.ofMillis(750);
    private static final int CALLERS = 8;

    private RedisTestServer server;
    private LettuceConnectionFactory connections;
    private RedisIdempotencyStore store;
    private ExecutorService callers;

    @BeforeEach
    void open() {
        callers = Executors.newFixedThreadPool(CALLERS);
        server = RedisTestServer.own("appendonly yes", "appendfsync always");
        connections = Factories.lettuce(server);
        store = new RedisIdempotencyStore(
                connections, RedisStoreSettings.defaults().withTimeout(TIMEOUT));
        // The first call of a process loads half of Lettuce.
        Calls.awaitRecovery(store);
    }

    @AfterEach
    void close() {
        callers.shutdown();
        if (server != null) {
            store.close();
            connections.destroy();
            server.close();
        }
    }

    @Test
    void everyVerbGivesUpAServerThatHangs() {
        Lease lease = Calls.granted(store, Calls.request());

        server.whileFrozen(() -> {
            Calls.assertGivenUpWithin(TIMEOUT, () -> store.claim(Calls.request()));
            Calls.assertGivenUpWithin(TIMEOUT, () -> store.renew(lease, Calls.LONG));
            Calls.assertGivenUpWithin(TIMEOUT, () -> store.complete(lease, Calls.OUTCOME, Calls.LONG));
            Calls.assertGivenUpWithin(TIMEOUT, () -> store.release(lease));
            Calls.assertGivenUpWithin(TIMEOUT, () -> store.find(lease.key()));
        });

        Calls.awaitRecovery(store);
        assertThat(store.complete(lease, Calls.OUTCOME, Calls.LONG)).isTrue();
    }

    @Test
    void callersDoNotWaitForAConnectionThatIsNotEstablished() {
        LettuceConnectionFactory unconnected = Factories.lettuce(server);
        try (RedisIdempotencyStore fresh = new RedisIdempotencyStore(
                unconnected, RedisStoreSettings.defaults().withTimeout(TIMEOUT))) {
            server.whileFrozen(() -> {
                List<CompletableFuture<Void>> calls = new ArrayList<>();
                for (int i = 0; i < CALLERS; i++) {
                    calls.add(CompletableFuture.runAsync(
                            () -> Calls.assertGivenUpWithin(TIMEOUT, () -> fresh.claim(Calls.request())), callers));
                }
                calls.forEach(CompletableFuture::join);
            });

            Calls.awaitRecovery(fresh);
        } finally {
            unconnected.destroy();
        }
    }

    @Test
    void onlyTheFirstCallThatIsGivenUpCanStillBeExecuted() {
        ClaimRequest first = Calls.request();
        ClaimRequest second = Calls.request();

        server.whileFrozen(() -> {
            Calls.assertGivenUpWithin(TIMEOUT, () -> store.claim(first));
            Calls.assertGivenUpWithin(TIMEOUT, () -> store.claim(second));
        });
        Calls.awaitRecovery(store);

        assertThat(store.claim(Calls.another(first))).isInstanceOf(Claim.Held.class);
        assertThat(store.find(second.key())).isEmpty();
        // The orphan belongs to the nonce that made it.
        Calls.granted(store, first);
    }

    @Test
    void largeAnswersDoNotPileUpBeforeAServerThatHangs() {
        List<Lease> leases = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            leases.add(Calls.granted(store, Calls.request()));
        }
        Outcome large = Outcome.result(new byte[3_000_000]);
        long before = evaluations();

        server.whileFrozen(() -> {
            for (Lease lease : leases) {
                Calls.assertGivenUpWithin(TIMEOUT, () -> store.complete(lease, large, Calls.LONG));
            }
        });
        Calls.awaitRecovery(store);

        // The first answer, and the claim by which the recovery was noticed; a second one if that was slow.
        assertThat(evaluations() - before).isBetween(1L, 3L);
        for (Lease lease : leases) {
            assertThat(store.complete(lease, large, Calls.LONG)).isTrue();
        }
    }

    @Test
    void whatIsPersistedSurvivesAKilledServer() {
        ClaimRequest settled = Calls.request();
        ClaimRequest claimed = Calls.request();
        Calls.settled(store, settled);
        Lease lease = Calls.granted(store, claimed);

        server.kill();
        Calls.assertGivenUpWithin(TIMEOUT, () -> store.claim(Calls.another(settled)));
        server.restart();
        Calls.awaitRecovery(store);

        assertThat(store.claim(Calls.another(settled)))
                .isEqualTo(new Claim.Settled(settled.fingerprint(), Calls.OUTCOME));
        assertThat(store.claim(Calls.another(claimed))).isInstanceOf(Claim.Held.class);
        assertThat(store.complete(lease, Calls.OUTCOME, Calls.LONG)).isTrue();
    }

    @Test
    void aServerThatHasForgottenItsScriptsIsSentThemAgain() {
        ClaimRequest request = Calls.request();
        Lease lease = Calls.granted(store, request);
        try (RedisConnection connection = connections.getConnection()) {
            connection.scriptingCommands().scriptFlush();
        }

        assertThat(store.claim(Calls.another(request))).isInstanceOf(Claim.Held.class);
        assertThat(store.renew(lease, Calls.LONG)).isTrue();
        assertThat(store.complete(lease, Calls.OUTCOME, Calls.LONG)).isTrue();
        assertThat(store.claim(Calls.another(request))).isInstanceOf(Claim.Settled.class);
    }

    private long evaluations() {
        try (RedisConnection connection = connections.getConnection()) {
            String statistics =
                    connection.serverCommands().info("commandstats").getProperty("cmdstat_evalsha", "calls=0,");
            return Long.parseLong(statistics.replaceAll("calls=(\\d+),.*", "$1"));
        }
    }
}
