package io.github.idempotency.systemtests.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.idempotency.store.ClaimRequest;
import io.github.idempotency.store.Lease;
import io.github.idempotency.store.UnreadableRecordException;
import io.github.idempotency.store.jdbc.JdbcIdempotencyStore;
import io.github.idempotency.store.jdbc.JdbcStoreSettings;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Records a person or a newer version has changed: neither granted nor misread, in any state. */
class UnreadableRecordIT {

    private static final String[] DAMAGE = {
        "format = 2",
        "format = 0",
        "state = 'Z'",
        "owner = SUBSTRING(owner FROM 1 FOR 15)",
        "token = 0",
        "token = -1",
        "attempt = 0",
    };
    private static final String[] DAMAGE_TO_OUTCOME = {"outcome = NULL", "outcome = 'Z'", "payload = NULL"};
    private static final String ABANDONED = "lease_until = 1";
    private static final String EXPIRED = "expires_at = 1";

    @ParameterizedTest
    @EnumSource(Product.class)
    void aDamagedRecordIsNeverGranted(Product product) {
        JdbcStoreSettings settings = product.table();
        JdbcTemplate database = new JdbcTemplate(product.server().unpooled());
        JdbcIdempotencyStore store = new JdbcIdempotencyStore(product.server().unpooled(), settings);
        for (String damage : DAMAGE) {
            for (String state : new String[] {"attempt = 1", ABANDONED, EXPIRED}) {
                ClaimRequest request = Calls.request();
                Lease lease = Calls.granted(store, request).lease();
                change(database, settings, state, request);
                change(database, settings, damage, request);

                assertUnreadable(() -> store.claim(Calls.another(request)), state, damage);
                assertUnreadable(() -> store.claim(request), state, damage);
                assertUnreadable(() -> store.find(request.key()), state, damage);
                assertUnreadable(() -> complete(store, new Lease(lease.key(), lease.owner(), 7)), state, damage);
                assertThat(store.delete(request.key()))
                        .as(state + ", " + damage)
                        .isTrue();
                Calls.granted(store, request);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void aDamagedOutcomeIsNeitherReplayedNorRunAgain(Product product) {
        JdbcStoreSettings settings = product.table();
        JdbcTemplate database = new JdbcTemplate(product.server().unpooled());
        JdbcIdempotencyStore store = new JdbcIdempotencyStore(product.server().unpooled(), settings);
        for (String damage : DAMAGE_TO_OUTCOME) {
            ClaimRequest request = Calls.request();
            complete(store, Calls.granted(store, request).lease());
            change(database, settings, damage, request);

            assertUnreadable(() -> store.claim(Calls.another(request)), "settled", damage);
            assertUnreadable(() -> store.claim(request), "settled", damage);
        }
    }

    private static boolean complete(JdbcIdempotencyStore store, Lease lease) {
        return store.complete(lease, Calls.OUTCOME, Calls.LONG);
    }

    private static void change(
            JdbcTemplate database, JdbcStoreSettings settings, String assignment, ClaimRequest request) {
        database.update("UPDATE " + settings.table() + " SET " + assignment + " WHERE id = ?", (Object)
                request.key().bytes());
    }

    private static void assertUnreadable(ThrowingCallable call, String state, String damage) {
        assertThatThrownBy(call).as(state + ", " + damage).isInstanceOf(UnreadableRecordException.class);
    }
}
