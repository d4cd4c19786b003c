package io.github.idempotency.systemtests.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.github.idempotency.Outcome;
import io.github.idempotency.store.Claim;
import io.github.idempotency.store.ClaimRequest;
import io.github.idempotency.store.Lease;
import io.github.idempotency.store.StoreUnavailableException;
import io.github.idempotency.store.jdbc.JdbcIdempotencyStore;
import io.github.idempotency.systemtests.support.TcpProxy;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The statement arrives and takes effect; its answer never comes. */
class LostReplyIT {

    private static final Duration TIMEOUT = Duration.ofMillis(500);

    @ParameterizedTest
    @EnumSource(Product.class)
    void everyCallCanBeRepeatedByTheSameOwner(Product product) {
        try (TcpProxy proxy =
                        TcpProxy.to(product.server().host(), product.server().port());
                HikariDataSource pool = new HikariDataSource(
                        product.server().poolConfig(1, product.server().urlAt(proxy.port())))) {
            JdbcIdempotencyStore store =
                    new JdbcIdempotencyStore(pool, product.table().withTimeout(TIMEOUT));
            Calls.granted(store, Calls.request());

            ClaimRequest request = Calls.request();
            losingReplies(proxy, () -> store.claim(request));
            assertThat(store.claim(Calls.another(request))).isInstanceOf(Claim.Held.class);
            Claim.Granted granted = Calls.granted(store, request);
            assertThat(granted.attempt()).isOne();

            Lease lease = granted.lease();
            losingReplies(proxy, () -> store.renew(lease, Duration.ofMinutes(5)));
            assertThat(store.find(request.key()).orElseThrow().lease()).isGreaterThan(Duration.ofMinutes(4));
            assertThat(store.renew(lease, Calls.LONG)).isTrue();

            losingReplies(proxy, () -> store.complete(lease, Calls.OUTCOME, Calls.LONG));
            assertThat(store.complete(lease, Outcome.unknown(), Calls.LONG)).isTrue();
            assertThat(store.claim(Calls.another(request)))
                    .isEqualTo(new Claim.Settled(request.fingerprint(), Calls.OUTCOME));
        }
    }

    private static void losingReplies(TcpProxy proxy, ThrowingCallable call) {
        proxy.dropReplies();
        try {
            assertThatThrownBy(call).isInstanceOf(StoreUnavailableException.class);
        } finally {
            proxy.pass();
        }
    }
}
