package io.github.idempotency.systemtests.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.idempotency.store.Claim;
import io.github.idempotency.store.ClaimRequest;
import io.github.idempotency.store.Lease;
import io.github.idempotency.store.StoreUnavailableException;
import io.github.idempotency.store.redis.RedisIdempotencyStore;
import io.github.idempotency.store.redis.RedisServerCheck;
import io.github.idempotency.store.redis.RedisStoreSettings;
import io.github.idempotency.systemtests.support.RedisTestServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** How the server is set up: what is warned of at start-up, and what is said when it refuses. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RedisServerIT {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final RedisStoreSettings SETTINGS =
            RedisStoreSettings.defaults().withTimeout(PATIENCE);

    /** All that the documentation asks for. */
    private static final String[] LIMITED_USER = {
        "SETUSER",
        "limited",
        "on",
        ">secret",
        "~idempotency:*",
        "-@all",
        "+eval",
        "+evalsha",
        "+get",
        "+set",
        "+pttl",
        "+del",
        "+time",
        "+hello",
        "+auth"
    };

    private RedisTestServer server;
    private LettuceConnectionFactory connections;

    @BeforeAll
    void open() {
        server = RedisTestServer.own();
        connections = Factories.lettuce(server);
    }

    @AfterEach
    void reset() {
        configure("maxmemory", "0");
        configure("maxmemory-policy", "noeviction");
    }

    @AfterAll
    void close() {
        if (server != null) {
            connections.destroy();
            server.close();
        }
    }

    @Test
    void aServerThatEvictsNothingIsFine() {
        assertThat(RedisServerCheck.warnings(connections, SETTINGS)).isEmpty();
    }

    @Test
    void everyEvictingPolicyIsWarnedOf() {
        for (String policy : new String[] {"allkeys-lru", "allkeys-random", "volatile-lru", "volatile-ttl"}) {
            configure("maxmemory-policy", policy);

            assertThat(RedisServerCheck.warnings(connections, SETTINGS))
                    .singleElement()
                    .asString()
                    .contains(policy)
                    .contains("Set maxmemory-policy to noeviction");
        }
    }

    @Test
    void aServerWithFewerReplicasThanAreWaitedForIsWarnedOf() {
        RedisStoreSettings waiting = SETTINGS.withWaitForReplicas(1);
        assertThat(RedisServerCheck.warnings(connections, waiting))
                .singleElement()
                .asString()
                .contains("has 0 replicas, and idempotency.redis.wait-for-replicas is 1");

        RedisTestServer replica = RedisTestServer.own("replicaof " + server.host() + " " + server.port());
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> RedisServerCheck.warnings(connections, waiting).isEmpty());
        replica.close();
    }

    @Test
    void aServerThatCannotBeReachedIsAWarningAndNoFailure() {
        LettuceConnectionFactory nobody = Factories.lettuce("127.0.0.1", RedisTestServer.freePort());

        assertNotChecked(nobody, PATIENCE);

        nobody.destroy();
    }

    @Test
    void aServerThatHangsDoesNotHoldUpTheStart() {
        server.whileFrozen(() -> {
            long start = System.nanoTime();
            assertNotChecked(connections, Duration.ofMillis(200));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PATIENCE);
        });
    }

    @Test
    void aUserWithFewRightsCanKeepRecordsThoughTheServerCannotBeChecked() {
        acl(LIMITED_USER);
        RedisStandaloneConfiguration configuration = new RedisStandaloneConfiguration(server.host(), server.port());
        configuration.setUsername("limited");
        configuration.setPassword("secret");
        LettuceConnectionFactory limited = Factories.lettuce(configuration);
        try (RedisIdempotencyStore store = store(limited)) {
            ClaimRequest request = Calls.request();
            Lease lease = Calls.granted(store, request);
            assertThat(store.renew(lease, Calls.LONG)).isTrue();
            assertThat(store.complete(lease, Calls.OUTCOME, Calls.LONG)).isTrue();
            assertThat(store.claim(Calls.another(request))).isInstanceOf(Claim.Settled.class);
            assertNotChecked(limited, PATIENCE);

            acl("SETUSER", "limited", "-set");
            assertThatThrownBy(() -> store.claim(Calls.request()))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("allow EVAL, EVALSHA, GET, SET");
        } finally {
            limited.destroy();
        }
    }

    @Test
    void aServerWithoutMemoryRefusesClaimsButStillReplays() {
        try (RedisIdempotencyStore store = store(connections)) {
            ClaimRequest settled = Calls.request();
            Calls.settled(store, settled);
            Lease lease = Calls.granted(store, Calls.request());
            configure("maxmemory", "1");

            assertThatThrownBy(() -> store.claim(Calls.request()))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("raise maxmemory");
            assertThatThrownBy(() -> store.complete(lease, Calls.OUTCOME, Calls.LONG))
                    .isInstanceOf(StoreUnavailableException.class);
            assertThat(store.claim(Calls.another(settled))).isInstanceOf(Claim.Settled.class);

            configure("maxmemory", "0");
            assertThat(store.complete(lease, Calls.OUTCOME, Calls.LONG)).isTrue();
        }
    }

    @Test
    void aReplicaRefusesClaims() {
        RedisTestServer replica = RedisTestServer.own("replicaof " + server.host() + " " + server.port());
        LettuceConnectionFactory toReplica = Factories.lettuce(replica);
        try (RedisIdempotencyStore store = store(toReplica)) {
            assertThatThrownBy(() -> store.claim(Calls.request()))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("connect to the primary");
        } finally {
            toReplica.destroy();
            replica.close();
        }
    }

    private static RedisIdempotencyStore store(RedisConnectionFactory connections) {
        return new RedisIdempotencyStore(connections, SETTINGS);
    }

    private static void assertNotChecked(RedisConnectionFactory connections, Duration timeout) {
        assertThat(RedisServerCheck.warnings(connections, SETTINGS.withTimeout(timeout)))
                .singleElement()
                .asString()
                .contains("could not be checked");
    }

    private void configure(String name, String value) {
        try (RedisConnection connection = connections.getConnection()) {
            connection.serverCommands().setConfig(name, value);
        }
    }

    private void acl(String... words) {
        byte[][] arguments = new byte[words.length][];
        for (int i = 0; i < words.length; i++) {
            arguments[i] = words[i].getBytes(StandardCharsets.US_ASCII);
        }
        try (RedisConnection connection = connections.getConnection()) {
            connection.execute("ACL", arguments);
        }
    }
}
