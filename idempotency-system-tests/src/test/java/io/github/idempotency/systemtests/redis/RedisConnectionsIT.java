package io.github.idempotency.systemtests.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.idempotency.store.StoreUnavailableException;
import io.github.idempotency.store.redis.RedisIdempotencyStore;
import io.github.idempotency.store.redis.RedisStoreSettings;
import io.github.idempotency.systemtests.support.RedisTestServer;
import io.lettuce.core.KillArgs;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.async.RedisServerAsyncCommands;
import java.time.Duration;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettucePoolingClientConfiguration;

/** What becomes of connections, however the factory is set up. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RedisConnectionsIT {

    private RedisTestServer server;
    private LettuceConnectionFactory observer;
    private LettuceConnectionFactory connections;

    @BeforeAll
    void open() {
        server = RedisTestServer.own();
        observer = Factories.lettuce(server);
    }

    @BeforeEach
    void connect() {
        connections = Factories.lettuce(server);
    }

    @AfterEach
    void nobodyStaysConnected() {
        if (connections != null) {
            connections.destroy();
            awaitClients(0);
        }
    }

    @AfterAll
    void close() {
        if (server != null) {
            observer.destroy();
            server.close();
        }
    }

    @Test
    void theSharedConnectionIsUsedByAllCalls() {
        try (RedisIdempotencyStore store = store()) {
            Calls.settled(store, Calls.request());
            Calls.settled(store, Calls.request());
            assertThat(clients()).isEqualTo(1);
        }
        // It is the factory's, not the store's.
        assertThat(clients()).isEqualTo(1);
    }

    @Test
    void aBorrowedConnectionIsGivenBack() {
        connections.setShareNativeConnection(false);
        try (RedisIdempotencyStore store = store()) {
            Calls.settled(store, Calls.request());
            Calls.settled(store, Calls.request());
            assertThat(clients()).isEqualTo(1);
        }
        awaitClients(0);
    }

    @Test
    void aPoolOfOneIsEnough() {
        GenericObjectPoolConfig<StatefulConnection<?, ?>> one = new GenericObjectPoolConfig<>();
        one.setMaxTotal(1);
        LettuceClientConfiguration pooled =
                LettucePoolingClientConfiguration.builder().poolConfig(one).build();
        connections.destroy();
        connections = Factories.lettuce(server, pooled);
        connections.setShareNativeConnection(false);
        try (RedisIdempotencyStore store = store()) {
            Calls.settled(store, Calls.request());
            killClients();
            Calls.awaitRecovery(store);
            assertThat(clients()).isEqualTo(1);
        }
        try (RedisConnection connection = connections.getConnection()) {
            assertThat(connection.ping()).isEqualTo("PONG");
        }
    }

    @Test
    void aFactoryThatIsRestartedIsFollowed() {
        try (RedisIdempotencyStore store = store()) {
            Calls.settled(store, Calls.request());
            connections.stop();
            assertThatThrownBy(() -> store.claim(Calls.request())).isInstanceOf(StoreUnavailableException.class);
            connections.start();
            Calls.awaitRecovery(store);
        }
    }

    @Test
    void aFactoryThatWasResetIsFollowed() {
        try (RedisIdempotencyStore store = store()) {
            Calls.settled(store, Calls.request());
            connections.resetConnection();
            Calls.awaitRecovery(store);
            assertThat(clients()).isEqualTo(1);
        }
    }

    @Test
    void aClosedStoreRefusesAndConnectsNoMore() {
        RedisIdempotencyStore store = store();
        store.close();

        assertThatThrownBy(() -> store.claim(Calls.request())).isInstanceOf(StoreUnavailableException.class);
    }

    private RedisIdempotencyStore store() {
        return new RedisIdempotencyStore(
                connections, RedisStoreSettings.defaults().withTimeout(Duration.ofSeconds(15)));
    }

    private void awaitClients(int count) {
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> clients() == count);
    }

    /** How many clients are connected besides the observer. */
    private int clients() {
        try (RedisConnection connection = observer.getConnection()) {
            return connection.serverCommands().getClientList().size() - 1;
        }
    }

    private void killClients() {
        try (RedisConnection connection = observer.getConnection()) {
            RedisServerAsyncCommands<?, ?> commands = (RedisServerAsyncCommands<?, ?>) connection.getNativeConnection();
            commands.clientKill(KillArgs.Builder.typeNormal().skipme())
                    .toCompletableFuture()
                    .join();
        }
    }
}
