package io.github.idempotency.systemtests.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.store.Claim;
import io.github.idempotency.store.ClaimRequest;
import io.github.idempotency.store.Lease;
import io.github.idempotency.store.redis.RedisIdempotencyStore;
import io.github.idempotency.store.redis.RedisStoreSettings;
import io.github.idempotency.systemtests.support.RedisTestServer;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** What a call costs, as the server counts it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RedisRoundTripsIT {

    /** What scripts call inside the server, and what is counted by the counting itself. */
    private static final Set<String> FREE = Set.of("get", "set", "pttl", "del", "time", "info", "config|resetstat");

    private static final Map<String, Integer> ONE = Map.of("evalsha", 1);

    private RedisTestServer server;
    private LettuceConnectionFactory connections;
    private RedisIdempotencyStore store;

    @BeforeAll
    void open() {
        server = RedisTestServer.own();
        connections = Factories.lettuce(server);
        store = new RedisIdempotencyStore(
                connections, RedisStoreSettings.defaults().withTimeout(Duration.ofSeconds(15)));
        everyScriptOnce();
    }

    @AfterAll
    void close() {
        if (server != null) {
            store.close();
            connections.destroy();
            server.close();
        }
    }

    @BeforeEach
    void forget() {
        try (RedisConnection connection = connections.getConnection()) {
            connection.serverCommands().resetConfigStats();
        }
    }

    @Test
    void aNewRequestTakesTwo() {
        Calls.settled(store, Calls.request());

        assertThat(roundTrips()).isEqualTo(Map.of("evalsha", 2));
    }

    @Test
    void aDuplicateTakesOne() {
        ClaimRequest request = Calls.request();
        Calls.settled(store, request);
        forget();

        assertThat(store.claim(Calls.another(request))).isInstanceOf(Claim.Settled.class);

        assertThat(roundTrips()).isEqualTo(ONE);
    }

    @Test
    void aDuplicateOfACallInProgressTakesOne() {
        ClaimRequest request = Calls.request();
        Calls.granted(store, request);
        forget();

        assertThat(store.claim(Calls.another(request))).isInstanceOf(Claim.Held.class);

        assertThat(roundTrips()).isEqualTo(ONE);
    }

    @Test
    void aTakeoverTakesOne() {
        ClaimRequest request = Calls.request(Calls.request().key(), Duration.ofMillis(1));
        Calls.granted(store, request);
        Awaitility.await()
                .until(() -> store.find(request.key()).orElseThrow().lease().isZero());
        forget();

        assertThat(store.claim(Calls.another(request))).isInstanceOf(Claim.Granted.class);

        assertThat(roundTrips()).isEqualTo(ONE);
    }

    @Test
    void aRenewalTakesOneAndAReleaseToo() {
        Lease lease = Calls.granted(store, Calls.request());
        forget();

        assertThat(store.renew(lease, Calls.LONG)).isTrue();
        assertThat(roundTrips()).isEqualTo(ONE);

        forget();
        assertThat(store.release(lease)).isTrue();
        assertThat(roundTrips()).isEqualTo(ONE);
    }

    private void everyScriptOnce() {
        ClaimRequest request = Calls.request();
        Lease lease = Calls.settled(store, request);
        store.renew(lease, Calls.LONG);
        store.release(lease);
        store.find(request.key());
        store.delete(request.key());
    }

    private Map<String, Integer> roundTrips() {
        Map<String, Integer> calls = new TreeMap<>();
        try (RedisConnection connection = connections.getConnection()) {
            Properties statistics = connection.serverCommands().info("commandstats");
            for (String name : statistics.stringPropertyNames()) {
                String command = name.substring("cmdstat_".length());
                if (!FREE.contains(command)) {
                    calls.put(
                            command,
                            Integer.valueOf(statistics.getProperty(name).replaceAll("calls=(\\d+),.*", "$1")));
                }
            }
        }
        return calls;
    }
}
