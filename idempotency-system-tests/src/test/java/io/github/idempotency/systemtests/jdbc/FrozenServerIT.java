package io.github.idempotency.systemtests.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.github.idempotency.store.ClaimRequest;
import io.github.idempotency.store.IdempotencyStore;
import io.github.idempotency.store.Lease;
import io.github.idempotency.store.StoreUnavailableException;
import io.github.idempotency.store.jdbc.JdbcIdempotencyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server that keeps its sockets and says nothing (SIGSTOP). */
class FrozenServerIT {

    private static final Duration TIMEOUT = Duration.ofMillis(400);

    /** Pools and drivers would take 5 or 30 seconds, or for ever. */
    private static final Duration LATE = Duration.ofSeconds(3);

    @ParameterizedTest
    @EnumSource(Product.class)
    void everyVerbEndsInTimeWhenTheServerFreezesUnderABusyPool(Product product) throws Exception {
        try (HikariDataSource pool = product.server().pool(2)) {
            IdempotencyStore store =
                    new JdbcIdempotencyStore(pool, product.table().withTimeout(TIMEOUT));
            ClaimRequest request = Calls.request();
            Lease lease = Calls.granted(store, request).lease();
            assertThat(store.renew(lease, Calls.LONG)).isTrue();
            product.server().whileFrozen(() -> {
                assertEndsInTime(() -> store.claim(Calls.another(request)));
                assertEndsInTime(() -> store.renew(lease, Calls.LONG));
                assertEndsInTime(() -> store.complete(lease, Calls.OUTCOME, Calls.LONG));
                assertEndsInTime(() -> store.release(lease));
            });
            assertRecovers(pool, store);
        }
    }

    /** The pool tests a connection that has rested, for longer than a call may take, and cannot be interrupted. */
    @ParameterizedTest
    @EnumSource(Product.class)
    void aCallEndsInTimeWhenThePoolHasRested(Product product) throws Exception {
        try (HikariDataSource pool = product.server().pool(2)) {
            IdempotencyStore store =
                    new JdbcIdempotencyStore(pool, product.table().withTimeout(TIMEOUT));
            Calls.granted(store, Calls.request());
            Thread.sleep(700);
            product.server().whileFrozen(() -> {
                assertEndsInTime(() -> store.claim(Calls.request()));
                assertEndsInTime(() -> store.claim(Calls.request()));
            });
            assertRecovers(pool, store);
        }
    }

    @Test
    void aCallEndsInTimeWhenThePoolOpensOnlyNow() throws Exception {
        Product product = Product.POSTGRESQL;
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setJdbcUrl(product.server().url());
            pool.setUsername(product.server().user());
            pool.setPassword(product.server().password());
            IdempotencyStore store =
                    new JdbcIdempotencyStore(pool, product.table().withTimeout(TIMEOUT));
            product.server().whileFrozen(() -> assertEndsInTime(() -> store.claim(Calls.request())));
            assertRecovers(pool, store);
        }
    }

    @Test
    void aCallEndsInTimeWithoutAnyPool() throws Exception {
        Product product = Product.POSTGRESQL;
        IdempotencyStore store = new JdbcIdempotencyStore(
                product.server().unpooled(), product.table().withTimeout(TIMEOUT));
        Calls.granted(store, Calls.request());
        product.server().whileFrozen(() -> assertEndsInTime(() -> store.claim(Calls.request())));
        Calls.granted(store, Calls.request());
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void manyCallersAllEndInTimeAndThePoolGetsItsConnectionsBack(Product product) throws Exception {
        try (HikariDataSource pool = product.server().pool(4)) {
            IdempotencyStore store =
                    new JdbcIdempotencyStore(pool, product.table().withTimeout(TIMEOUT));
            Calls.granted(store, Calls.request());
            product.server().whileFrozen(() -> assertEndInTime(24, () -> store.claim(Calls.request())));
            assertRecovers(pool, store);
        }
    }

    private static void assertEndsInTime(ThrowingCallable call) throws Exception {
        assertEndInTime(1, call);
    }

    /** On threads of their own, which are left behind if it comes to the worst. */
    private static void assertEndInTime(int callers, ThrowingCallable call) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        try {
            List<Future<Boolean>> interrupted = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                interrupted.add(threads.submit(() -> {
                    assertThatThrownBy(call)
                            .isInstanceOf(StoreUnavailableException.class)
                            .hasMessageContaining(TIMEOUT.toString());
                    return Thread.currentThread().isInterrupted();
                }));
            }
            long end = System.nanoTime() + LATE.toNanos();
            for (Future<Boolean> each : interrupted) {
                assertThat(each.get(end - System.nanoTime(), TimeUnit.NANOSECONDS))
                        .as("interrupted")
                        .isFalse();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static void assertRecovers(HikariDataSource pool, IdempotencyStore store) {
        await().atMost(Duration.ofSeconds(15))
                .ignoreExceptions()
                .untilAsserted(() -> Calls.granted(store, Calls.request()));
        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> assertThat(pool.getHikariPoolMXBean().getActiveConnections())
                        .as("connections that did not come back")
                        .isZero());
    }
}
