package io.github.idempotency.systemtests.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.store.ClaimRequest;
import io.github.idempotency.store.RecordListing;
import io.github.idempotency.store.RecordView;
import io.github.idempotency.store.redis.RedisIdempotencyStore;
import io.github.idempotency.store.redis.RedisStoreSettings;
import io.github.idempotency.systemtests.support.RedisTestServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.ReturnType;

/** A listing among the keys of others. */
class RedisListingIT {

    private static final Set<RecordView.State> ANY = EnumSet.allOf(RecordView.State.class);
    private static final RedisTestServer SERVER = RedisTestServer.shared();

    static Stream<RedisConnectionFactory> clients() {
        return Stream.of(Factories.lettuce(SERVER), Factories.jedis(SERVER.host(), SERVER.port()));
    }

    @ParameterizedTest
    @MethodSource("clients")
    void onlyTheStoresOwnRecordsAreListedWhateverItsPrefix(RedisConnectionFactory connections) throws Exception {
        String id = UUID.randomUUID().toString();
        try (RedisIdempotencyStore store = store(connections, id + "*[a-z]?\\:");
                RedisIdempotencyStore other = store(connections, id + "-star-a-x:");
                RedisConnection redis = connections.getConnection()) {
            ClaimRequest mine = Calls.request();
            Calls.granted(store, mine);
            Calls.granted(other, Calls.request());
            redis.stringCommands().set(bytes(id + "*[a-z]?\\:no-record"), bytes("another's"));

            RecordListing listing = store.list(ANY, 10);

            assertThat(listing.records()).extracting(RecordView::key).containsExactly(mine.key());
            assertThat(listing.complete()).isTrue();
        } finally {
            ((DisposableBean) connections).destroy();
        }
    }

    /** On a server of its own, because the listings of other tests would have to walk past all that. */
    @Test
    void aListingEndsEvenIfTheKeysOfOthersDoNot() throws Exception {
        try (RedisTestServer server = RedisTestServer.own()) {
            RedisConnectionFactory connections = Factories.lettuce(server);
            try (RedisIdempotencyStore store = store(connections, "mine:");
                    RedisConnection redis = connections.getConnection()) {
                // In parts, each short enough for the client's own timeout.
                for (int part = 0; part < 220; part++) {
                    redis.scriptingCommands()
                            .eval(
                                    bytes("for i = 1, 5000 do redis.call('SET', KEYS[1] .. i, '') end"),
                                    ReturnType.STATUS,
                                    1,
                                    bytes("other-" + part + "-"));
                }

                assertThat(store.list(ANY, 10).complete()).isFalse();
            } finally {
                ((DisposableBean) connections).destroy();
            }
        }
    }

    private static RedisIdempotencyStore store(RedisConnectionFactory connections, String prefix) {
        return new RedisIdempotencyStore(
                connections, RedisStoreSettings.defaults().withKeyPrefix(prefix).withTimeout(Duration.ofSeconds(30)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
