package io.github.idempotency.systemtests.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.store.ClaimRequest;
import io.github.idempotency.store.Lease;
import io.github.idempotency.store.RecordListing;
import io.github.idempotency.store.RecordView;
import io.github.idempotency.store.UnreadableRecordException;
import io.github.idempotency.store.redis.RedisIdempotencyStore;
import io.github.idempotency.store.redis.RedisStoreSettings;
import io.github.idempotency.systemtests.support.RedisTestServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** Records with numbers no version of the store has ever written: neither granted nor misread nor changed. */
class DamagedRecordIT {

    private final LettuceConnectionFactory connections = Factories.lettuce(RedisTestServer.shared());
    private final RedisStoreSettings settings = RedisStoreSettings.defaults()
            .withKeyPrefix("damaged-" + UUID.randomUUID() + ":")
            .withTimeout(Duration.ofSeconds(15));
    private final RedisIdempotencyStore store = new RedisIdempotencyStore(connections, settings);

    @AfterEach
    void close() {
        store.close();
        connections.destroy();
    }

    /** Where the bytes are: see record.lua. */
    @ParameterizedTest
    @CsvSource({
        "the attempt is negative to Java, 10, FF000001",
        "the attempt is too large for Java, 10, FFFFFFFF",
        "the attempt is the last one Java knows, 10, 7FFFFFFF",
        "there was no attempt, 10, 00000000",
        "the token is too large for Java, 14, FF00000000000001",
        "the token is too large for a double, 14, 0020000000000001",
        "the token was never granted, 14, 0000000000000000",
        "the lease never ends, 22, FF00000000000001",
    })
    void aRecordWithAnImpossibleNumberCannotBeRead(String damage, int offset, String bytes) throws Exception {
        ClaimRequest abandoned = request(Duration.ofMillis(1));
        Lease late = Calls.granted(store, abandoned);
        ClaimRequest sound = request(Calls.LONG);
        Calls.granted(store, sound);
        Thread.sleep(10);
        byte[] damaged = damage(abandoned.key(), offset, HexFormat.of().parseHex(bytes));

        assertUnreadable(() -> store.claim(abandoned));
        assertUnreadable(() -> store.claim(Calls.another(abandoned)));
        assertUnreadable(() -> store.renew(late, Calls.LONG));
        assertUnreadable(() -> store.complete(late, Calls.OUTCOME, Calls.LONG));
        assertUnreadable(() -> store.release(late));
        assertUnreadable(() -> store.find(abandoned.key()));
        assertUnreadable(() -> store.settle(abandoned.key(), Calls.OUTCOME, Calls.LONG));
        assertUnreadable(() -> store.reopen(abandoned.key()));
        RecordListing listing = store.list(EnumSet.allOf(RecordView.State.class), 10);
        assertThat(listing.records()).extracting(RecordView::key).containsExactly(sound.key());
        assertThat(listing.complete()).isFalse();

        assertThat(stored(abandoned.key())).as(damage).isEqualTo(damaged);
        assertThat(store.delete(abandoned.key())).isTrue();
        Calls.granted(store, Calls.another(abandoned));
    }

    private static ClaimRequest request(Duration lease) {
        return Calls.request(IdempotencyKey.of(UUID.randomUUID().toString()), lease);
    }

    private byte[] damage(IdempotencyKey key, int offset, byte[] bytes) {
        byte[] record = stored(key);
        System.arraycopy(bytes, 0, record, offset, bytes.length);
        try (RedisConnection redis = connections.getConnection()) {
            redis.stringCommands().set(redisKey(key), record);
        }
        return record;
    }

    private byte[] stored(IdempotencyKey key) {
        try (RedisConnection redis = connections.getConnection()) {
            return redis.stringCommands().get(redisKey(key));
        }
    }

    private byte[] redisKey(IdempotencyKey key) {
        return (settings.keyPrefix() + key.hex()).getBytes(StandardCharsets.US_ASCII);
    }

    private static void assertUnreadable(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(UnreadableRecordException.class);
    }
}
