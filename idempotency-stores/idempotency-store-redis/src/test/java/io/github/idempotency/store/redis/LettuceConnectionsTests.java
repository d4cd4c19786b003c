package io.github.idempotency.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.timeout;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;

class LettuceConnectionsTests {

    private static final Duration SOON = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final RedisConnection connection = mock(RedisConnection.class);
    private final RedisClusterAsyncCommands<?, ?> commands = mock(RedisClusterAsyncCommands.class);
    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch connected = new CountDownLatch(1);
    private final RedisConnectionFactory slow = mock(RedisConnectionFactory.class, call -> {
        asked.incrementAndGet();
        connected.await();
        return connection;
    });

    @Test
    void aFactoryThatBlocksIsAskedOnceAndNobodyWaitsLongerThanTheyWantTo() throws Exception {
        when(connection.getNativeConnection()).thenReturn(commands);
        LettuceConnections connections = new LettuceConnections(slow, false);

        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> connections.get(Deadline.in(SOON))).isInstanceOf(TimeoutException.class);
        }
        connected.countDown();

        assertThat(connections.get(Deadline.in(PATIENCE))).isSameAs(commands);
        assertThat(connections.get(Deadline.in(PATIENCE))).isSameAs(commands);
        assertThat(asked).hasValue(1);
    }

    @Test
    void aDoubtedConnectionIsGivenBackAndAskedForAgain() throws Exception {
        when(connection.getNativeConnection()).thenReturn(commands);
        connected.countDown();
        LettuceConnections connections = new LettuceConnections(slow, false);
        connections.get(Deadline.in(PATIENCE));

        connections.doubt();
        connections.get(Deadline.in(PATIENCE));

        assertThat(asked).hasValue(2);
        verify(connection).close();
    }

    @Test
    void aConnectionThatArrivesAfterTheStoreWasClosedIsGivenBack() {
        LettuceConnections connections = new LettuceConnections(slow, false);
        assertThatThrownBy(() -> connections.get(Deadline.in(SOON))).isInstanceOf(TimeoutException.class);

        connections.close();
        connected.countDown();

        verify(connection, timeout(PATIENCE.toMillis())).close();
        assertThatThrownBy(() -> connections.get(Deadline.in(PATIENCE)))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("closed");
    }
}
