package io.github.idempotency.systemtests.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.idempotency.store.Claim;
import io.github.idempotency.store.ClaimRequest;
import io.github.idempotency.store.jdbc.JdbcIdempotencyStore;
import io.github.idempotency.systemtests.support.JdbcTestServer;
import io.github.idempotency.systemtests.support.WireTap;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What claim and outcome add to a transaction, counted on the wire. */
class InTransactionRoundTripsIT {

    /** On MySQL, the limit for waiting is set and put back by statements of their own. */
    @ParameterizedTest
    @CsvSource({"POSTGRESQL, sslmode=disable, 1, 1", "MARIADB, sslMode=disable, 1, 1", "MYSQL, sslMode=DISABLED, 3, 4"})
    void theyCost(Product product, String unencrypted, int claim, int duplicate) {
        JdbcTestServer server = product.server();
        ClaimRequest request = Calls.request();
        try (WireTap tap = WireTap.on(server);
                HikariDataSource pool =
                        new HikariDataSource(server.poolConfig(1, server.urlAt(tap.port(), unencrypted)))) {
            JdbcIdempotencyStore store = new JdbcIdempotencyStore(pool, product.table());
            Effects effects = new Effects(pool);
            effects.commit(() -> store.claimInTransaction(Calls.request(), Duration.ZERO, false));

            for (boolean joined : new boolean[] {false, true}) {
                effects.commit(() -> {
                    effects.write("begun");
                    tap.roundTrips();
                    Claim.Granted granted =
                            (Claim.Granted) store.claimInTransaction(Calls.request(), Duration.ofSeconds(1), joined);
                    assertThat(tap.roundTrips()).as("claim, joined " + joined).isEqualTo(claim);

                    assertThat(store.completeInTransaction(granted.lease(), Calls.OUTCOME, Calls.LONG))
                            .isTrue();
                    assertThat(tap.roundTrips()).as("complete").isOne();
                    return null;
                });
            }
            store.complete(Calls.granted(store, request).lease(), Calls.OUTCOME, Calls.LONG);
            effects.commit(() -> {
                effects.write("begun");
                tap.roundTrips();
                assertThat(store.claimInTransaction(Calls.another(request), Duration.ZERO, false))
                        .isInstanceOf(Claim.Settled.class);
                assertThat(tap.roundTrips()).as("duplicate").isEqualTo(duplicate);
                return null;
            });
            effects.drop();
        }
    }
}
