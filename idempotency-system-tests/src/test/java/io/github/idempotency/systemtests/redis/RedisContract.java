package io.github.idempotency.systemtests.redis;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.store.IdempotencyStore;
import io.github.idempotency.store.redis.RedisIdempotencyStore;
import io.github.idempotency.store.redis.RedisStoreSettings;
import io.github.idempotency.test.IdempotencyStoreContract;
import io.github.idempotency.test.StoredRecords;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/** The contract on one kind of Redis with one kind of client, through two factories as two processes would have them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RedisContract extends IdempotencyStoreContract {

    private final RedisStoreSettings settings = settings(RedisStoreSettings.defaults()
            .withKeyPrefix("contract-" + UUID.randomUUID() + ":")
            .withTimeout(Duration.ofSeconds(15)));

    private RedisConnectionFactory connections;
    private RedisConnectionFactory otherConnections;
    private RedisConnectionFactory deadConnections;
    private RedisIdempotencyStore store;
    private RedisIdempotencyStore second;
    private RedisIdempotencyStore unreachable;

    /** A new, started factory. */
    abstract RedisConnectionFactory connect();

    /** A new, started factory of the same kind that leads to a port where nobody listens. */
    abstract RedisConnectionFactory connectToNobody();

    /** The settings, to be changed. */
    RedisStoreSettings settings(RedisStoreSettings common) {
        return common;
    }

    @BeforeAll
    void open() {
        connections = connect();
        otherConnections = connect();
        deadConnections = connectToNobody();
        store = new RedisIdempotencyStore(connections, settings);
        second = new RedisIdempotencyStore(otherConnections, settings);
        unreachable = new RedisIdempotencyStore(deadConnections, settings.withTimeout(Duration.ofMillis(500)));
    }

    @AfterAll
    void close() throws Exception {
        if (connections == null) {
            return;
        }
        for (RedisIdempotencyStore opened : new RedisIdempotencyStore[] {store, second, unreachable}) {
            opened.close();
        }
        for (RedisConnectionFactory opened :
                new RedisConnectionFactory[] {connections, otherConnections, deadConnections}) {
            ((DisposableBean) opened).destroy();
        }
    }

    @Override
    protected final IdempotencyStore store() {
        return store;
    }

    @Override
    protected final Optional<IdempotencyStore> anotherInstance() {
        return Optional.of(second);
    }

    @Override
    protected final Optional<IdempotencyStore> unreachableInstance() {
        return Optional.of(unreachable);
    }

    @Override
    protected final Optional<StoredRecords> storedRecords() {
        return Optional.of(new StoredRecords() {
            @Override
            public void makeNewer(IdempotencyKey key) {
                change(key, record -> {
                    record[0]++;
                    return record;
                });
            }

            @Override
            public void corrupt(IdempotencyKey key) {
                change(key, record -> Arrays.copyOf(record, record.length - 1));
            }
        });
    }

    private void change(IdempotencyKey key, UnaryOperator<byte[]> damage) {
        byte[] redisKey = (settings.keyPrefix() + key.hex()).getBytes(StandardCharsets.US_ASCII);
        try (RedisConnection connection = connections.getConnection()) {
            byte[] record = connection.stringCommands().get(redisKey);
            connection.stringCommands().set(redisKey, damage.apply(record));
        }
    }
}
