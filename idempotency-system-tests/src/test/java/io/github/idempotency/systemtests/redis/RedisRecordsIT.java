package io.github.idempotency.systemtests.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.store.ClaimRequest;
import io.github.idempotency.store.Lease;
import io.github.idempotency.store.UnreadableRecordException;
import io.github.idempotency.store.redis.RedisIdempotencyStore;
import io.github.idempotency.store.redis.RedisStoreSettings;
import io.github.idempotency.systemtests.support.RedisTestServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** Records as they lie in Redis, and what is made of what lies there instead. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RedisRecordsIT {

    private static final int STATE = 1;
    private static final int KIND = 2;
    private static final int FINGERPRINT_LENGTH = 3;
    private static final int PAYLOAD_LENGTH = 9;

    private LettuceConnectionFactory connections;
    private RedisConnection redis;
    private RedisIdempotencyStore store;

    @BeforeAll
    void open() {
        connections = Factories.lettuce(RedisTestServer.shared());
        redis = connections.getConnection();
        store = new RedisIdempotencyStore(
                connections, RedisStoreSettings.defaults().withTimeout(Duration.ofSeconds(15)));
    }

    @AfterAll
    void close() {
        if (connections != null) {
            store.close();
            redis.close();
            connections.destroy();
        }
    }

    @Test
    void aValueThatIsNoRecordIsNeverGranted() {
        List<byte[]> values = List.of(
                new byte[0],
                new byte[] {1},
                new byte[] {2},
                new byte[45],
                new byte[46],
                new byte[1000],
                "somebody else's value".getBytes(StandardCharsets.UTF_8));
        for (byte[] value : values) {
            ClaimRequest request = Calls.request();
            redis.stringCommands().set(redisKey(request.key()), value);
            assertUnreadable(new Lease(request.key(), request.owner(), 1));
        }
    }

    @Test
    void aDamagedRecordIsNeverGranted() {
        List<UnaryOperator<byte[]>> damages = List.of(
                record -> Arrays.copyOf(record, record.length - 1),
                record -> Arrays.copyOf(record, record.length + 1),
                record -> with(record, 0, 2),
                record -> with(record, STATE, '?'),
                record -> with(record, STATE, 'C'),
                record -> with(record, FINGERPRINT_LENGTH, 255),
                record -> with(record, PAYLOAD_LENGTH, 0));
        for (UnaryOperator<byte[]> damage : damages) {
            Lease lease = Calls.settled(store, Calls.request());
            change(lease.key(), damage);
            assertUnreadable(lease);
        }
    }

    @Test
    void anOutcomeOfAKindThatIsNotKnownYetIsNotReplayed() {
        ClaimRequest request = Calls.request();
        Calls.settled(store, request);
        change(request.key(), record -> with(record, KIND, 'Z'));

        assertThatThrownBy(() -> store.claim(Calls.another(request))).isInstanceOf(UnreadableRecordException.class);
    }

    @Test
    void aKeyOfAnotherTypeIsNeverGranted() {
        ClaimRequest hash = Calls.request();
        redis.hashCommands().hSet(redisKey(hash.key()), new byte[] {1}, new byte[] {1});
        ClaimRequest list = Calls.request();
        redis.listCommands().lPush(redisKey(list.key()), new byte[] {1});

        assertUnreadable(new Lease(hash.key(), hash.owner(), 1));
        assertUnreadable(new Lease(list.key(), list.owner(), 1));
    }

    @Test
    void theKeyExpiresWithTheRetentionAndNotBeforeTheLease() {
        ClaimRequest request = Calls.request();
        Lease lease = Calls.granted(store, request);
        assertThat(expiry(request)).isBetween(Duration.ofSeconds(30), Calls.LONG);

        assertThat(store.renew(lease, Duration.ofHours(1))).isTrue();
        assertThat(expiry(request)).isBetween(Duration.ofMinutes(59), Duration.ofHours(1));

        assertThat(store.renew(lease, Duration.ofSeconds(1))).isTrue();
        assertThat(expiry(request)).isBetween(Duration.ofMinutes(59), Duration.ofHours(1));

        assertThat(store.complete(lease, Calls.OUTCOME, Duration.ofDays(7))).isTrue();
        assertThat(expiry(request)).isBetween(Duration.ofDays(6), Duration.ofDays(7));
    }

    @Test
    void durationsBeyondAllMeasureAreForEver() {
        Duration longest = Duration.ofSeconds(Long.MAX_VALUE, 999_999_999);
        ClaimRequest request = Calls.request();
        Lease lease = Calls.granted(store, request);

        assertThat(store.renew(lease, longest)).isTrue();
        assertThat(store.complete(lease, Calls.OUTCOME, longest)).isTrue();

        assertThat(expiry(request)).isGreaterThan(Duration.ofDays(365_000));
        assertThat(store.delete(request.key())).isTrue();
    }

    @Test
    void aRecordWhoseExpiryWasTakenAwayIsKeptForEver() {
        ClaimRequest request = Calls.request();
        Calls.settled(store, request);
        redis.keyCommands().persist(redisKey(request.key()));

        assertThat(store.find(request.key()).orElseThrow().retention()).isEqualTo(ChronoUnit.FOREVER.getDuration());
        assertThat(store.delete(request.key())).isTrue();
    }

    private void assertUnreadable(Lease lease) {
        ClaimRequest request = Calls.request(lease.key(), Calls.LONG);
        assertUnreadable(() -> store.claim(request));
        assertUnreadable(() -> store.renew(lease, Calls.LONG));
        assertUnreadable(() -> store.complete(lease, Calls.OUTCOME, Calls.LONG));
        assertUnreadable(() -> store.release(lease));
        assertUnreadable(() -> store.find(lease.key()));

        assertThat(store.delete(lease.key())).isTrue();
        Calls.granted(store, request);
    }

    private static void assertUnreadable(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(UnreadableRecordException.class)
                .hasMessageContaining("cannot be read")
                .hasMessageContaining("delete it");
    }

    private Duration expiry(ClaimRequest request) {
        return Duration.ofMillis(redis.keyCommands().pTtl(redisKey(request.key())));
    }

    private void change(IdempotencyKey key, UnaryOperator<byte[]> change) {
        byte[] record = redis.stringCommands().get(redisKey(key));
        redis.stringCommands().set(redisKey(key), change.apply(record));
    }

    private static byte[] with(byte[] record, int index, int value) {
        record[index] = (byte) value;
        return record;
    }

    private static byte[] redisKey(IdempotencyKey key) {
        return ("idempotency:" + key.hex()).getBytes(StandardCharsets.US_ASCII);
    }
}
