package io.github.idempotency.systemtests.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.idempotency.store.ClaimRequest;
import io.github.idempotency.store.Lease;
import io.github.idempotency.store.jdbc.JdbcIdempotencyStore;
import io.github.idempotency.store.jdbc.JdbcStoreSettings;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Removing records that have expired, and nothing else. */
class PurgeIT {

    private static final Duration INSTANT = Duration.ofMillis(1);

    /** The trap: a purge that has chosen a record waits for its lock, gets it, and deletes what is a live claim by now. */
    @ParameterizedTest
    @EnumSource(Product.class)
    void aRecordClaimedAnewWhileThePurgeWaitsForItSurvives(Product product) throws Exception {
        ExecutorService aside = Executors.newSingleThreadExecutor();
        try (HikariDataSource pool = product.server().pool(4)) {
            JdbcStoreSettings settings = product.table().withTimeout(Duration.ofSeconds(20));
            JdbcIdempotencyStore store = new JdbcIdempotencyStore(pool, settings);
            ClaimRequest request = Calls.request(INSTANT, INSTANT);
            Calls.granted(store, request);
            Thread.sleep(5);
            Future<Integer> purge;
            try (Connection claimer = pool.getConnection();
                    Statement statement = claimer.createStatement()) {
                claimer.setAutoCommit(false);
                statement.executeUpdate("UPDATE " + settings.table()
                        + " SET token = 2, lease_until = 9000000000000000, expires_at = 9000000000000000,"
                        + " purge_after = 9000000000000000");
                purge = aside.submit(() -> store.removeExpired(10));
                awaitUnless(purge, Duration.ofMillis(500));
                assertLocksNoGaps(product, pool, settings);
                claimer.commit();
                claimer.setAutoCommit(true);
            }

            assertThat(purge.get(20, TimeUnit.SECONDS)).as("removed").isZero();
            assertThat(store.renew(new Lease(request.key(), request.owner(), 2), Calls.LONG))
                    .as("the claim is still there")
                    .isTrue();
        } finally {
            aside.shutdownNow();
        }
    }

    /** At the usual isolation the purge would lock the end of the index, where new claims go. */
    private static void assertLocksNoGaps(Product product, DataSource dataSource, JdbcStoreSettings settings) {
        if (product != Product.POSTGRESQL) {
            assertThat(new JdbcTemplate(dataSource)
                            .queryForList(
                                    "SELECT trx_isolation_level FROM information_schema.innodb_trx WHERE trx_query LIKE ?",
                                    String.class,
                                    "DELETE FROM " + settings.table() + "%"))
                    .as("isolation of the waiting purge")
                    .containsExactly("READ COMMITTED");
        }
    }

    /** Gives a purge that waits for the lock the time to get there; one that skips locked records is done already. */
    private static void awaitUnless(Future<Integer> done, Duration time) throws Exception {
        try {
            done.get(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // It is waiting.
        }
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void expiredRecordsGoInBatchesAndLiveOnesStay(Product product) throws Exception {
        try (HikariDataSource pool = product.server().pool(2)) {
            JdbcStoreSettings settings = product.table();
            JdbcIdempotencyStore store = new JdbcIdempotencyStore(pool, settings);
            for (int i = 0; i < 25; i++) {
                Calls.granted(store, Calls.request(INSTANT, INSTANT));
            }
            Calls.granted(store, Calls.request());
            ClaimRequest settled = Calls.request();
            store.complete(Calls.granted(store, settled).lease(), Calls.OUTCOME, Calls.LONG);
            Thread.sleep(5);

            assertThat(store.removeExpired(10)).isEqualTo(10);
            assertThat(store.removeExpired(10)).isEqualTo(10);
            assertThat(store.removeExpired(10)).isEqualTo(5);
            assertThat(store.removeExpired(10)).isZero();
            assertThat(new JdbcTemplate(pool).queryForList("SELECT * FROM " + settings.table()))
                    .hasSize(2);
            assertThat(store.find(settled.key())).isPresent();
        }
    }

    /** A renewal leaves the index the purge searches alone, so the purge meets the record and has to spare it. */
    @ParameterizedTest
    @EnumSource(Product.class)
    void aRecordRenewedBeyondItsRetentionIsSpared(Product product) throws Exception {
        try (HikariDataSource pool = product.server().pool(2)) {
            JdbcIdempotencyStore store = new JdbcIdempotencyStore(pool, product.table());
            Duration retention = Duration.ofMillis(500);
            Lease lease =
                    Calls.granted(store, Calls.request(retention, retention)).lease();
            assertThat(store.renew(lease, Calls.LONG)).isTrue();
            Thread.sleep(retention.toMillis());

            assertThat(store.removeExpired(10)).isZero();
            assertThat(store.renew(lease, Calls.LONG)).isTrue();
        }
    }

    /** Shortening the retention must not leave a record to the end of the longer one. */
    @ParameterizedTest
    @EnumSource(Product.class)
    void aRecordKeptForLessThanItWasClaimedForIsRemovedInTime(Product product) throws Exception {
        try (HikariDataSource pool = product.server().pool(2)) {
            JdbcIdempotencyStore store = new JdbcIdempotencyStore(pool, product.table());
            Lease lease = Calls.granted(store, Calls.request()).lease();
            assertThat(store.removeExpired(10)).isZero();
            assertThat(store.complete(lease, Calls.OUTCOME, INSTANT)).isTrue();
            Thread.sleep(5);

            assertThat(store.removeExpired(10)).isOne();
        }
    }
}
