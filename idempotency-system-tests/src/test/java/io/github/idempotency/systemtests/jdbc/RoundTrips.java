package io.github.idempotency.systemtests.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.idempotency.Outcome;
import io.github.idempotency.store.Claim;
import io.github.idempotency.store.ClaimRequest;
import io.github.idempotency.store.Lease;
import io.github.idempotency.store.jdbc.JdbcIdempotencyStore;
import io.github.idempotency.systemtests.support.JdbcTestServer;
import io.github.idempotency.systemtests.support.WireTap;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a call costs, counted on the wire: statements, and whatever drivers and pools add to them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RoundTrips {

    private static final String TRUST = "com.zaxxer.hikari.aliveBypassWindowMs";

    private WireTap tap;
    private HikariDataSource pool;
    private JdbcIdempotencyStore store;

    abstract JdbcTestServer server();

    abstract String platform();

    /** What the driver needs to be told so that the tap can read what it says. */
    abstract String unencrypted();

    abstract int duplicate();

    abstract int takeover();

    @BeforeAll
    void open() {
        JdbcTestServer server = server();
        tap = WireTap.on(server);
        // On a slow machine the pool would test its connection between two calls.
        System.setProperty(TRUST, "600000");
        pool = new HikariDataSource(server.poolConfig(1, server.urlAt(tap.port(), unencrypted())));
        store = new JdbcIdempotencyStore(pool, TestTable.create(server.unpooled(), platform()));
        Calls.granted(store, Calls.request());
    }

    @AfterAll
    void close() {
        System.clearProperty(TRUST);
        if (tap != null) {
            tap.close();
        }
        if (pool != null) {
            pool.close();
        }
    }

    @BeforeEach
    void forget() {
        tap.roundTrips();
    }

    @Test
    void aNewCallCostsTwo() {
        Lease lease = Calls.granted(store, Calls.request()).lease();
        assertThat(tap.roundTrips()).as("claim").isOne();

        assertThat(store.complete(lease, Calls.OUTCOME, Calls.LONG)).isTrue();
        assertThat(tap.roundTrips()).as("complete").isOne();
    }

    @Test
    void aCompletedDuplicateCostsWhatTheProductAllows() {
        ClaimRequest request = Calls.request();
        store.complete(Calls.granted(store, request).lease(), Calls.OUTCOME, Calls.LONG);
        tap.roundTrips();

        assertThat(store.claim(Calls.another(request))).isInstanceOf(Claim.Settled.class);

        assertThat(tap.roundTrips()).isEqualTo(duplicate());
    }

    @Test
    void aLargeOutcomeCostsNoMore() {
        ClaimRequest request = Calls.request();
        Lease lease = Calls.granted(store, request).lease();
        tap.roundTrips();

        store.complete(lease, Outcome.result(new byte[3_000_000]), Calls.LONG);
        assertThat(tap.roundTrips()).isOne();

        assertThat(store.claim(Calls.another(request))).isInstanceOf(Claim.Settled.class);
        assertThat(tap.roundTrips()).isEqualTo(duplicate());
    }

    @Test
    void aDuplicateInProgressCostsWhatACompletedOneDoes() {
        ClaimRequest request = Calls.request();
        Calls.granted(store, request);
        tap.roundTrips();

        assertThat(store.claim(Calls.another(request))).isInstanceOf(Claim.Held.class);

        assertThat(tap.roundTrips()).isEqualTo(duplicate());
    }

    @Test
    void aTakeoverCostsWhatTheProductAllows() throws InterruptedException {
        ClaimRequest request = Calls.request(Duration.ofMillis(1), Duration.ofMinutes(1));
        Calls.granted(store, request);
        Thread.sleep(5);
        tap.roundTrips();

        assertThat(Calls.granted(store, Calls.another(request)).attempt()).isEqualTo(2);

        assertThat(tap.roundTrips()).isEqualTo(takeover());
    }

    @Test
    void renewalAndReleaseCostOneEach() {
        Lease lease = Calls.granted(store, Calls.request()).lease();
        tap.roundTrips();

        assertThat(store.renew(lease, Calls.LONG)).isTrue();
        assertThat(tap.roundTrips()).as("renew").isOne();

        assertThat(store.release(lease)).isTrue();
        assertThat(tap.roundTrips()).as("release").isOne();
    }
}
