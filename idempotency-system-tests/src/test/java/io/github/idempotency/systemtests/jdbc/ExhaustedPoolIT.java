package io.github.idempotency.systemtests.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.github.idempotency.store.ClaimRequest;
import io.github.idempotency.store.Lease;
import io.github.idempotency.store.StoreUnavailableException;
import io.github.idempotency.store.jdbc.JdbcIdempotencyStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** A pool of one connection, which has all the patience in the world; the store has not. */
class ExhaustedPoolIT {

    private static final Duration TIMEOUT = Duration.ofMillis(400);
    private static final Duration LATE = Duration.ofSeconds(5);

    private static HikariDataSource pool;
    private static JdbcIdempotencyStore store;

    @BeforeAll
    static void open() {
        pool = Product.POSTGRESQL.server().pool(1);
        store = new JdbcIdempotencyStore(pool, Product.POSTGRESQL.table().withTimeout(TIMEOUT));
    }

    @AfterAll
    static void close() {
        if (pool != null) {
            pool.close();
        }
    }

    @Test
    void aPoolOfOneIsEnoughForEverythingInSequence() {
        for (int i = 0; i < 50; i++) {
            ClaimRequest request = Calls.request();
            Lease lease = Calls.granted(store, request).lease();
            assertThat(store.renew(lease, Calls.LONG)).isTrue();
            assertThat(store.complete(lease, Calls.OUTCOME, Calls.LONG)).isTrue();
            assertThat(store.find(request.key())).isPresent();
            store.removeExpired(10);
        }
    }

    @RepeatedTest(2)
    void aCallEndsInTimeRightAfterAnAnswer() throws SQLException {
        Calls.granted(store, Calls.request());
        Calls.granted(store, Calls.request());
        assertEndsInTimeAndWorksAfterwards();
    }

    @Test
    void aCallEndsInTimeAfterARest() throws Exception {
        Calls.granted(store, Calls.request());
        Thread.sleep(600);
        assertEndsInTimeAndWorksAfterwards();
    }

    private static void assertEndsInTimeAndWorksAfterwards() throws SQLException {
        Connection taken = pool.getConnection();
        try {
            long start = System.nanoTime();
            assertThatThrownBy(() -> store.claim(Calls.request()))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("connection pool is large enough");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(TIMEOUT, LATE);
        } finally {
            taken.close();
        }
        assertThat(Thread.currentThread().isInterrupted()).as("interrupted").isFalse();
        Calls.granted(store, Calls.request());
    }

    @Test
    void anInterruptedCallerCanStillRecordWhatItDid() {
        Lease lease = Calls.granted(store, Calls.request()).lease();
        Thread.currentThread().interrupt();
        try {
            assertThat(store.complete(lease, Calls.OUTCOME, Calls.LONG)).isTrue();
        } finally {
            assertThat(Thread.interrupted()).as("still interrupted").isTrue();
        }
    }

    @Test
    void anInterruptEndsTheWaitAndIsKept() throws Exception {
        JdbcIdempotencyStore patient =
                new JdbcIdempotencyStore(pool, Product.POSTGRESQL.table().withTimeout(Duration.ofMinutes(1)));
        Calls.granted(patient, Calls.request());
        for (long rest : new long[] {0, 600}) {
            Thread.sleep(rest);
            AtomicReference<Throwable> thrown = new AtomicReference<>();
            AtomicReference<Boolean> kept = new AtomicReference<>();
            Connection taken = pool.getConnection();
            try {
                Thread caller = new Thread(() -> {
                    try {
                        patient.claim(Calls.request());
                    } catch (StoreUnavailableException e) {
                        thrown.set(e);
                    }
                    kept.set(Thread.currentThread().isInterrupted());
                });
                caller.start();
                Thread.sleep(100);
                caller.interrupt();
                caller.join(10_000);
            } finally {
                taken.close();
            }
            assertThat(thrown.get()).isInstanceOf(StoreUnavailableException.class);
            assertThat(kept.get()).as("interrupted").isTrue();
        }
    }
}
