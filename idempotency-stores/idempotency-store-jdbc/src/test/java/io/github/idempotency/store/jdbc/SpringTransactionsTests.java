package io.github.idempotency.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.idempotency.Fingerprint;
import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.store.Claim;
import io.github.idempotency.store.ClaimRequest;
import io.github.idempotency.store.Owner;
import io.github.idempotency.store.StoreUnavailableException;
import io.github.idempotency.store.TransactionConflictException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Which connection a claim may ride on, and what is as before when it has. */
class SpringTransactionsTests {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final H2Database database = H2Database.withTable();
    private final SpringManaged transactions = new SpringManaged(database.dataSource());
    private final JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
    private final JdbcIdempotencyStore store = new JdbcIdempotencyStore(database.dataSource());

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void theDataSourceIsWhatATransactionManagerHasToManage() {
        assertThat(store.resource()).isSameAs(database.dataSource());
    }

    @Test
    void aTransactionOfAnotherDataSourceIsRefusedEvenIfAConnectionIsAtHand() {
        try (H2Database other = H2Database.empty()) {
            new SpringManaged(other.dataSource()).commit(() -> {
                assertRefused("very DataSource");
                // Bound until the other transaction ends, and commits by itself.
                DataSourceUtils.getConnection(database.dataSource());
                assertRefused("very DataSource");
                return null;
            });
        }
        assertNothingWritten();
    }

    @Test
    void aScopeWithoutATransactionIsRefused() {
        transactions.template().setPropagationBehavior(TransactionDefinition.PROPAGATION_SUPPORTS);
        transactions.commit(() -> {
            jdbc.queryForList("SELECT * FROM effects");
            assertRefused("very DataSource");
            return null;
        });
        assertNothingWritten();
    }

    @Test
    void aReadOnlyTransactionIsRefused() {
        transactions.template().setReadOnly(true);
        transactions.commit(() -> {
            assertRefused("read-only");
            return null;
        });
    }

    @Test
    void theLimitForLocksIsAsBefore() {
        transactions.commit(() -> {
            jdbc.execute("SET LOCK_TIMEOUT 7777");
            assertThat(claim()).isInstanceOf(Claim.Granted.class);
            assertThat(jdbc.queryForObject("SELECT LOCK_TIMEOUT()", Integer.class))
                    .isEqualTo(7777);
            jdbc.execute("SET LOCK_TIMEOUT 2000");
            return null;
        });
    }

    @Test
    void aRecordTheSnapshotDoesNotShowIsAConflict() {
        transactions.template().setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        ClaimRequest request = request();
        transactions.rollBack(() -> {
            assertThat(jdbc.queryForList("SELECT * FROM idempotency_record")).isEmpty();
            store.claim(request);
            return assertThatThrownBy(() -> store.claimInTransaction(another(request), LONG, false))
                    .isInstanceOf(TransactionConflictException.class);
        });
    }

    /** The store never asks for a connection that only reads, whatever its caller's transaction does. */
    @Test
    void aProxyThatSendsReadOnlyTransactionsToAReplicaSendsEveryClaimToThePrimary() {
        try (H2Database replica = H2Database.empty()) {
            LazyConnectionDataSourceProxy proxy = new LazyConnectionDataSourceProxy(database.dataSource());
            proxy.setReadOnlyDataSource(replica.dataSource());
            JdbcIdempotencyStore split = new JdbcIdempotencyStore(proxy);
            TransactionTemplate template = new TransactionTemplate(new JdbcTransactionManager(proxy));

            template.executeWithoutResult(
                    status -> assertThat(split.claimInTransaction(request(), Duration.ZERO, false))
                            .isInstanceOf(Claim.Granted.class));
            template.setReadOnly(true);
            template.executeWithoutResult(status -> {
                assertThatThrownBy(() -> new JdbcTemplate(proxy).queryForList("SELECT * FROM idempotency_record"))
                        .as("the replica has no table")
                        .isInstanceOf(BadSqlGrammarException.class);
                for (int call = 0; call < 5; call++) {
                    assertThat(split.claim(request())).isInstanceOf(Claim.Granted.class);
                }
            });
        }
        assertThat(jdbc.queryForObject("SELECT COUNT(*) FROM idempotency_record", Integer.class))
                .isEqualTo(6);
    }

    private void assertRefused(String why) {
        assertThatThrownBy(this::claim)
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining(why);
    }

    private void assertNothingWritten() {
        assertThat(jdbc.queryForObject("SELECT COUNT(*) FROM idempotency_record", Integer.class))
                .isZero();
    }

    private Claim claim() {
        return store.claimInTransaction(request(), Duration.ZERO, false);
    }

    private static ClaimRequest request() {
        IdempotencyKey key = IdempotencyKey.of(UUID.randomUUID().toString());
        return new ClaimRequest(key, Owner.next(), Fingerprint.NONE, "test", LONG, LONG, true);
    }

    private static ClaimRequest another(ClaimRequest request) {
        return new ClaimRequest(request.key(), Owner.next(), Fingerprint.NONE, "test", LONG, LONG, true);
    }
}
