package io.github.idempotency.autoconfigure.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.github.idempotency.autoconfigure.support.Analyses;
import io.github.idempotency.autoconfigure.support.Apps;
import io.github.idempotency.store.IdempotencyStore;
import io.github.idempotency.store.redis.RedisStoreSettings;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.data.redis.RedisConnectionFailureException;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.RedisServerCommands;

@ExtendWith(OutputCaptureExtension.class)
class RedisStoreTests {

    private final RedisConnectionFactory connections = mock(RedisConnectionFactory.class);
    private final ApplicationContextRunner app = Apps.plain().withBean(RedisConnectionFactory.class, () -> connections);

    @Test
    void settingsArrive() {
        app.withPropertyValues(
                        "idempotency.redis.key-prefix=shop:",
                        "idempotency.redis.max-payload=2KB",
                        "idempotency.redis.wait-for-replicas=2",
                        "idempotency.store-timeout=300ms")
                .run(context -> {
                    assertThat(context.getBean(RedisStoreSettings.class))
                            .isEqualTo(new RedisStoreSettings("shop:", Duration.ofMillis(300), 2_048, 2));
                    assertThat(context.getBean(IdempotencyStore.class).traits().maxPayloadBytes())
                            .isEqualTo(2_048);
                });
        app.run(context ->
                assertThat(context.getBean(RedisStoreSettings.class)).isEqualTo(RedisStoreSettings.defaults()));
    }

    @Test
    void settingsThatCannotBeUsedStopTheStart() {
        for (String wrong : List.of("key-prefix=", "max-payload=0B", "max-payload=2GB", "wait-for-replicas=-1")) {
            app.withPropertyValues("idempotency.redis." + wrong)
                    .run(context -> assertThat(
                                    Analyses.of(context.getStartupFailure()).getDescription())
                            .contains("'idempotency.redis." + wrong.substring(0, wrong.indexOf('=')) + "'"));
        }
    }

    @Test
    void aRedisThatEvictsKeysIsWarnedOf(CapturedOutput output) {
        answering("allkeys-lru");
        app.run(context -> {
            assertThat(context).hasNotFailed();
            await(output, "maxmemory-policy is allkeys-lru");
        });
    }

    @Test
    void aRedisWithFewerReplicasThanAskedForIsWarnedOf(CapturedOutput output) {
        answering("noeviction");
        app.withPropertyValues("idempotency.redis.wait-for-replicas=1").run(context -> {
            assertThat(context).hasNotFailed();
            await(output, "has 0 replicas, and idempotency.redis.wait-for-replicas is 1");
        });
    }

    @Test
    void aRedisThatIsAwayIsWarnedOfAndDoesNotStopTheStart(CapturedOutput output) {
        when(connections.getConnection()).thenThrow(new RedisConnectionFailureException("refused"));
        app.run(context -> {
            assertThat(context).hasNotFailed();
            await(output, "could not be checked");
        });
    }

    @Test
    void aRedisThatNeverAnswersDoesNotHoldUpTheStart(CapturedOutput output) throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        when(connections.getConnection()).thenAnswer(call -> {
            asked.countDown();
            end.await();
            throw new RedisConnectionFailureException("gave up");
        });
        // Were the start to wait for the answer, it would wait here.
        app.withPropertyValues("idempotency.store-timeout=1h").run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(output).doesNotContain("could not be checked");
        });
        end.countDown();
    }

    @Test
    void aRedisThatDoesNotKeepTheKeysIsNotAsked() {
        app.withPropertyValues("idempotency.store=memory").run(context -> {
            assertThat(context).hasNotFailed();
            verify(connections, never()).getConnection();
        });
    }

    @Test
    void withoutTheStoresOrSpringDatasClassesThereIsNoSuchStore() {
        app.withClassLoader(new FilteredClassLoader("io.github.idempotency.store.redis"))
                .run(context -> assertThat(
                                context.getBean(IdempotencyStore.class).traits().name())
                        .isEqualTo("memory"));
        Apps.plain()
                .withClassLoader(new FilteredClassLoader("org.springframework.data", "io.lettuce"))
                .run(context -> assertThat(
                                context.getBean(IdempotencyStore.class).traits().name())
                        .isEqualTo("memory"));
    }

    private void answering(String policy) {
        Properties server = new Properties();
        server.setProperty("redis_version", "7.0.15");
        server.setProperty("maxmemory_policy", policy);
        server.setProperty("connected_slaves", "0");
        RedisServerCommands commands = mock(RedisServerCommands.class);
        when(commands.info(anyString())).thenReturn(server);
        RedisConnection connection = mock(RedisConnection.class);
        when(connection.serverCommands()).thenReturn(commands);
        when(connections.getConnection()).thenReturn(connection);
    }

    private static void await(CapturedOutput output, String text) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!output.getAll().contains(text) && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        assertThat(output).contains(text);
    }
}
