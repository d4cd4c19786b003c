package io.github.idempotency.systemtests.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.github.idempotency.store.Claim;
import io.github.idempotency.store.ClaimBlockedException;
import io.github.idempotency.store.ClaimRequest;
import io.github.idempotency.store.StoreException;
import io.github.idempotency.store.jdbc.JdbcIdempotencyStore;
import io.github.idempotency.store.jdbc.JdbcStoreSettings;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/** How long statements may wait is the application's to say, before a claim and after it. */
class SettingsInTransactionIT {

    private static final Map<Product, List<String>> OURS = Map.of(
            Product.POSTGRESQL, List.of("SET lock_timeout = 77000", "SET statement_timeout = 88000"),
            Product.MARIADB, List.of("SET innodb_lock_wait_timeout = 77", "SET max_statement_time = 88"),
            Product.MYSQL, List.of("SET innodb_lock_wait_timeout = 77"));

    private static final Map<Product, String> READ = Map.of(
            Product.POSTGRESQL, "SELECT current_setting('lock_timeout') || ' ' || current_setting('statement_timeout')",
            Product.MARIADB, "SELECT CONCAT(@@innodb_lock_wait_timeout, ' ', @@max_statement_time)",
            Product.MYSQL, "SELECT @@innodb_lock_wait_timeout");

    @ParameterizedTest
    @EnumSource(Product.class)
    void theyAreTheSameAfterAClaimAndAfterOneThatIsBlocked(Product product) {
        JdbcStoreSettings table = product.table();
        ClaimRequest request = Calls.request();
        try (HikariDataSource pool = product.server().pool(1);
                HikariDataSource others = product.server().pool(1)) {
            JdbcIdempotencyStore store = new JdbcIdempotencyStore(pool, table);
            JdbcIdempotencyStore other = new JdbcIdempotencyStore(others, table);
            Effects effects = new Effects(pool);
            Effects otherEffects = new Effects(others);
            effects.jdbc().batchUpdate(OURS.get(product).toArray(String[]::new));
            Settings before = Settings.of(effects.jdbc(), product);
            assertThat(before.limits()).contains("77").doesNotContain("50");

            otherEffects.rollBack(() -> {
                other.claimInTransaction(Calls.another(request), Duration.ZERO, false);

                aThread(() -> {
                    effects.commit(() -> {
                        Settings within = Settings.of(effects.jdbc(), product);
                        claim(store, Calls.request());
                        assertThat(Settings.of(effects.jdbc(), product)).isEqualTo(within);
                        assertThatThrownBy(() -> store.claimInTransaction(request, Duration.ZERO, true))
                                .isInstanceOf(ClaimBlockedException.class);
                        assertThat(Settings.of(effects.jdbc(), product)).isEqualTo(within);
                        return null;
                    });
                    assertThat(Settings.of(effects.jdbc(), product)).isEqualTo(before);

                    assertThatThrownBy(
                                    () -> effects.commit(() -> store.claimInTransaction(request, Duration.ZERO, false)))
                            .isInstanceOf(ClaimBlockedException.class);
                    assertThat(Settings.of(effects.jdbc(), product)).isEqualTo(before);
                });
                return null;
            });
            effects.drop();
            otherEffects.drop();
        }
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void aJoinedTransactionStaysUsableWhateverIsWrongWithTheTable(Product product) {
        try (HikariDataSource pool = product.server().pool(1)) {
            JdbcIdempotencyStore store =
                    new JdbcIdempotencyStore(pool, JdbcStoreSettings.defaults().withTable("nowhere"));
            Effects effects = new Effects(pool);
            effects.commit(() -> {
                Settings within = Settings.of(effects.jdbc(), product);
                effects.write("before");
                assertThatThrownBy(() -> store.claimInTransaction(Calls.request(), Duration.ZERO, true))
                        .isInstanceOf(StoreException.class)
                        .hasMessageContaining("does not exist");
                effects.write("after");
                assertThat(Settings.of(effects.jdbc(), product)).isEqualTo(within);
                return null;
            });
            assertThat(effects.written("before") + effects.written("after")).isEqualTo(2);
            effects.drop();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoSwallowedAnErrorOfPostgreSqlIsToldSo(boolean keepTransaction) {
        try (HikariDataSource pool = Product.POSTGRESQL.server().pool(1)) {
            JdbcIdempotencyStore store = new JdbcIdempotencyStore(pool, Product.POSTGRESQL.table());
            Effects effects = new Effects(pool);
            effects.rollBack(() -> {
                assertThatThrownBy(() -> effects.jdbc().execute("SELECT 1 / 0"))
                        .isInstanceOf(DataAccessException.class);
                return assertThatThrownBy(
                                () -> store.claimInTransaction(Calls.request(), Duration.ZERO, keepTransaction))
                        .isInstanceOf(StoreException.class)
                        .hasMessageContaining("its exception was swallowed");
            });
            effects.drop();
        }
    }

    /** The transaction of the thread that waits is none of its helper's. */
    private static void aThread(Runnable task) {
        Thread thread = new Thread(task);
        Throwable[] failure = new Throwable[1];
        thread.setUncaughtExceptionHandler((it, e) -> failure[0] = e);
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        assertThat(failure[0]).isNull();
    }

    private static void claim(JdbcIdempotencyStore store, ClaimRequest request) {
        assertThat(store.claimInTransaction(request, Duration.ofSeconds(3), true))
                .isInstanceOf(Claim.Granted.class);
    }

    private record Settings(String limits, int networkTimeout, boolean autoCommit, int isolation) {

        static Settings of(JdbcTemplate jdbc, Product product) {
            String limits = jdbc.queryForObject(READ.get(product), String.class);
            ConnectionCallback<Settings> read = (Connection connection) -> new Settings(
                    limits,
                    connection.getNetworkTimeout(),
                    connection.getAutoCommit(),
                    connection.getTransactionIsolation());
            return jdbc.execute(read);
        }
    }
}
