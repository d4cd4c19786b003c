package io.github.idempotency.systemtests.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.idempotency.store.Claim;
import io.github.idempotency.store.ClaimRequest;
import io.github.idempotency.store.Lease;
import io.github.idempotency.store.jdbc.JdbcIdempotencyStore;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Calls made while the caller has a transaction open on the same data source. */
class CallersTransactionIT {

    @ParameterizedTest
    @EnumSource(Product.class)
    void whatTheStoreWasToldOutlivesARollbackAndTheCallersWorkDoesNot(Product product) {
        try (HikariDataSource pool = product.server().pool(2)) {
            JdbcIdempotencyStore store = new JdbcIdempotencyStore(pool, product.table());
            JdbcTemplate business = new JdbcTemplate(pool);
            String orders = "orders_" + product.platform();
            business.execute("CREATE TABLE " + orders + " (number INT)");
            ClaimRequest claimed = Calls.request();
            ClaimRequest completed = Calls.request();
            TransactionTemplate transaction = new TransactionTemplate(new DataSourceTransactionManager(pool));

            transaction.executeWithoutResult(status -> {
                business.update("INSERT INTO " + orders + " VALUES (1)");
                Calls.granted(store, claimed);
                Lease lease = Calls.granted(store, completed).lease();
                assertThat(store.complete(lease, Calls.OUTCOME, Calls.LONG)).isTrue();
                status.setRollbackOnly();
            });

            assertThat(store.claim(Calls.another(claimed))).isInstanceOf(Claim.Held.class);
            assertThat(store.claim(Calls.another(completed))).isInstanceOf(Claim.Settled.class);
            assertThat(business.queryForList("SELECT * FROM " + orders)).isEmpty();
            business.execute("DROP TABLE " + orders);
            assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
        }
    }

    /** MySQL and MariaDB take snapshots; the caller's must not become the store's. */
    @ParameterizedTest
    @EnumSource(Product.class)
    void anAnswerIsAboutThePresentNotAboutTheCallersSnapshot(Product product) {
        try (HikariDataSource pool = product.server().pool(3)) {
            JdbcIdempotencyStore store = new JdbcIdempotencyStore(pool, product.table());
            ClaimRequest request = Calls.request();
            Lease lease = Calls.granted(store, request).lease();
            TransactionTemplate transaction = new TransactionTemplate(new DataSourceTransactionManager(pool));
            transaction.setIsolationLevel(TransactionTemplate.ISOLATION_REPEATABLE_READ);

            Claim seen = transaction.execute(status -> {
                assertThat(store.claim(Calls.another(request))).isInstanceOf(Claim.Held.class);
                assertThat(store.complete(lease, Calls.OUTCOME, Calls.LONG)).isTrue();
                return store.claim(Calls.another(request));
            });

            assertThat(seen).isInstanceOf(Claim.Settled.class);
        }
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void connectionsGoBackToThePoolAsTheyCame(Product product) throws SQLException {
        try (HikariDataSource pool = product.server().pool(1)) {
            JdbcIdempotencyStore store = new JdbcIdempotencyStore(pool, product.table());
            Settings before = Settings.of(pool);

            Calls.granted(store, Calls.request());
            store.removeExpired(10);

            assertThat(Settings.of(pool)).isEqualTo(before);
        }
    }

    private record Settings(boolean autoCommit, int isolation, int networkTimeout, boolean readOnly) {

        static Settings of(HikariDataSource pool) throws SQLException {
            try (Connection connection = pool.getConnection()) {
                return new Settings(
                        connection.getAutoCommit(),
                        connection.getTransactionIsolation(),
                        connection.getNetworkTimeout(),
                        connection.isReadOnly());
            }
        }
    }
}
