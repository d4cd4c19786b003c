package io.github.idempotency.systemtests.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.github.idempotency.Fingerprint;
import io.github.idempotency.store.Claim;
import io.github.idempotency.store.ClaimRequest;
import io.github.idempotency.store.Lease;
import io.github.idempotency.store.StoreUnavailableException;
import io.github.idempotency.store.TransactionConflictException;
import io.github.idempotency.store.jdbc.JdbcIdempotencyStore;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.transaction.TransactionDefinition;

/** A claim in a transaction that began before others have written. */
class SnapshotInTransactionIT {

    private static final Claim.Settled SETTLED = new Claim.Settled(Fingerprint.of("asked"), Calls.OUTCOME);

    @ParameterizedTest
    @EnumSource(Product.class)
    void whatTheSnapshotDoesNotShowIsNeitherGrantedNorMissed(Product product) {
        joinsOldSnapshot(product, TransactionDefinition.ISOLATION_REPEATABLE_READ, effects -> {}, claim -> {
            if (product == Product.POSTGRESQL) {
                assertThatThrownBy(claim::get).isInstanceOf(TransactionConflictException.class);
            } else {
                assertThat(claim.get()).isEqualTo(SETTLED);
            }
        });
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void withoutASnapshotThePresentCounts(Product product) {
        joinsOldSnapshot(
                product,
                TransactionDefinition.ISOLATION_READ_COMMITTED,
                effects -> {},
                claim -> assertThat(claim.get()).isEqualTo(SETTLED));
    }

    /** The default from 11.6 on. */
    @Test
    void mariaDbMayInsistOnItsSnapshot() {
        joinsOldSnapshot(
                Product.MARIADB,
                TransactionDefinition.ISOLATION_REPEATABLE_READ,
                effects -> effects.jdbc().execute("SET SESSION innodb_snapshot_isolation = ON"),
                claim -> assertThatThrownBy(claim::get).isInstanceOf(TransactionConflictException.class));
    }

    private interface Attempt {
        Claim get();
    }

    private static void joinsOldSnapshot(
            Product product, int isolation, Consumer<Effects> preparation, Consumer<Attempt> check) {
        try (HikariDataSource pool = product.server().pool(1);
                HikariDataSource others = product.server().pool(1)) {
            var table = product.table();
            JdbcIdempotencyStore store = new JdbcIdempotencyStore(pool, table);
            JdbcIdempotencyStore other = new JdbcIdempotencyStore(others, table);
            Effects effects = new Effects(pool);
            effects.template().setIsolationLevel(isolation);
            preparation.accept(effects);
            ClaimRequest request = Calls.request();
            effects.rollBack(() -> {
                assertThat(effects.written("nothing")).isZero();
                Lease lease = Calls.granted(other, request).lease();
                other.complete(lease, Calls.OUTCOME, Calls.LONG);
                check.accept(() -> store.claimInTransaction(Calls.another(request), Duration.ZERO, false));
                return null;
            });
            effects.drop();
        }
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void aReadOnlyTransactionIsRefused(Product product) {
        try (HikariDataSource pool = product.server().pool(1)) {
            JdbcIdempotencyStore store = new JdbcIdempotencyStore(pool, product.table());
            Effects effects = new Effects(pool);
            effects.template().setReadOnly(true);
            effects.rollBack(
                    () -> assertThatThrownBy(() -> store.claimInTransaction(Calls.request(), Duration.ZERO, false))
                            .isInstanceOf(StoreUnavailableException.class)
                            .hasMessageContaining("read-only"));
            effects.drop();
        }
    }
}
