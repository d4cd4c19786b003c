package io.github.idempotency.spring.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.idempotency.CallRejectedException;
import io.github.idempotency.Rejection;
import io.github.idempotency.TransactionMode;
import io.github.idempotency.WhenAbandoned;
import io.github.idempotency.WhenFails;
import io.github.idempotency.WhenInProgress;
import io.github.idempotency.WhenStoreFails;
import io.github.idempotency.engine.CallPolicy;
import io.github.idempotency.engine.EngineRegistry;
import io.github.idempotency.engine.EngineSettings;
import io.github.idempotency.engine.IdempotencyEngine;
import io.github.idempotency.spring.template.IdempotencyTemplate;
import io.github.idempotency.spring.value.JacksonValueCodec;
import io.github.idempotency.spring.value.ValueCalls;
import io.github.idempotency.store.memory.InMemoryIdempotencyStore;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabase;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** A protected call inside a transaction of its caller: nothing is recorded that is not committed. */
class SurroundingTransactionTests {

    private static final String KEY = "invoice-17";

    private final EmbeddedDatabase database = new EmbeddedDatabaseBuilder()
            .generateUniqueName(true)
            .setType(EmbeddedDatabaseType.H2)
            .build();
    private final JdbcClient jdbc = JdbcClient.create(database);
    private final TransactionTemplate transaction = new TransactionTemplate(new DataSourceTransactionManager(database));
    private final IdempotencyEngine engine = new IdempotencyEngine(
            new InMemoryIdempotencyStore(1_000, 1 << 20, 1 << 16), EngineSettings.DEFAULTS, event -> {});
    private final AtomicInteger runs = new AtomicInteger();

    @BeforeEach
    void createTable() {
        jdbc.sql("create table payments (run int)").update();
    }

    @AfterEach
    void close() {
        engine.close();
        database.shutdown();
    }

    @Test
    void theAnswerIsRecordedWhenTheTransactionHasCommitted() {
        int first = inTransaction(() -> {
            int run = pay(WhenFails.RELEASE);
            assertThat(rejectionElsewhere()).isEqualTo(Rejection.IN_PROGRESS);
            return run;
        });

        assertThat(pay(WhenFails.RELEASE)).isEqualTo(first);
        assertThat(payments()).isEqualTo(1);
    }

    @Test
    void aRollbackFreesTheKey() {
        transaction.executeWithoutResult(status -> {
            pay(WhenFails.RELEASE);
            status.setRollbackOnly();
        });

        assertThat(pay(WhenFails.RELEASE)).isEqualTo(2);
        assertThat(payments()).isEqualTo(1);
    }

    @Test
    void aRollbackHoldsTheKeyWhereFailuresAreHeld() {
        transaction.executeWithoutResult(status -> {
            pay(WhenFails.HOLD);
            status.setRollbackOnly();
        });

        assertThatExceptionOfType(CallRejectedException.class)
                .isThrownBy(() -> pay(WhenFails.HOLD))
                .satisfies(e -> assertThat(e.rejection()).isEqualTo(Rejection.OUTCOME_UNKNOWN));
    }

    @Test
    void aFailureThatIsAnAnswerOutlivesTheRollback() {
        IdempotencyTemplate declining = template(WhenFails.RELEASE).withRecordedFailures(IllegalStateException.class);
        for (int i = 0; i < 2; i++) {
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> transaction.executeWithoutResult(status -> declining.run(KEY, () -> {
                        runs.incrementAndGet();
                        throw new IllegalStateException("declined");
                    })))
                    .withMessage("declined");
        }
        assertThat(runs).hasValue(1);
    }

    @Test
    void aFailedCallFreesTheKeyOnlyAfterTheTransaction() {
        transaction.executeWithoutResult(status -> {
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> template(WhenFails.RELEASE).run(KEY, () -> {
                        throw new IllegalArgumentException("try again");
                    }));
            assertThat(rejectionElsewhere()).isEqualTo(Rejection.IN_PROGRESS);
        });

        assertThat(pay(WhenFails.RELEASE)).isEqualTo(1);
    }

    @Test
    void aRepetitionInsideTheTransactionGetsTheFirstAnswer() {
        transaction.executeWithoutResult(
                status -> assertThat(pay(WhenFails.RELEASE)).isEqualTo(pay(WhenFails.RELEASE)));

        assertThat(payments()).isEqualTo(1);
    }

    @Test
    void aRepetitionInsideTheTransactionWithAnotherRequestIsRefused() {
        transaction.executeWithoutResult(status -> {
            IdempotencyTemplate template = template(WhenFails.RELEASE);
            template.withRequest("12.50").run(KEY, runs::incrementAndGet);
            assertThatExceptionOfType(CallRejectedException.class)
                    .isThrownBy(() -> template.withRequest("99.90").run(KEY, runs::incrementAndGet))
                    .satisfies(e -> assertThat(e.rejection()).isEqualTo(Rejection.KEY_REUSED));
        });
        assertThat(runs).hasValue(1);
    }

    @Test
    void anIndependentTransactionInsideDoesNotSeeWhatIsPending() {
        TransactionTemplate independent = new TransactionTemplate(transaction.getTransactionManager());
        independent.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);

        transaction.executeWithoutResult(status -> {
            int first = pay(WhenFails.RELEASE);
            independent.executeWithoutResult(inner ->
                    assertThatExceptionOfType(CallRejectedException.class).isThrownBy(() -> pay(WhenFails.RELEASE)));
            assertThat(pay(WhenFails.RELEASE)).isEqualTo(first);
        });
        assertThat(payments()).isEqualTo(1);
    }

    @Test
    void goingBackToAnEarlierSavepointUndoesTheCallAlthoughTheTransactionCommits() {
        TransactionTemplate nested = new TransactionTemplate(transaction.getTransactionManager());
        nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);

        transaction.executeWithoutResult(status -> {
            nested.executeWithoutResult(inner -> {
                pay(WhenFails.RELEASE);
                inner.setRollbackOnly();
            });
        });
        assertThat(payments()).isZero();

        assertThat(pay(WhenFails.RELEASE)).isEqualTo(2);
        assertThat(payments()).isEqualTo(1);
    }

    @Test
    void goingBackToALaterSavepointLeavesTheCallAlone() {
        TransactionTemplate nested = new TransactionTemplate(transaction.getTransactionManager());
        nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);

        transaction.executeWithoutResult(status -> {
            pay(WhenFails.RELEASE);
            nested.executeWithoutResult(inner -> inner.setRollbackOnly());
        });

        assertThat(pay(WhenFails.RELEASE)).isEqualTo(1);
        assertThat(payments()).isEqualTo(1);
    }

    @Test
    void theRefusalOfAnInnerCallIsNotRecordedForTheOuterOne() {
        IdempotencyTemplate storing = template(WhenFails.STORE).withOperation("outer");
        for (int i = 0; i < 2; i++) {
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> storing.run(KEY, () -> {
                        runs.incrementAndGet();
                        throw new IllegalStateException(new CallRejectedException(Rejection.IN_PROGRESS, "busy"));
                    }));
        }
        assertThat(runs).hasValue(2);
    }

    private int inTransaction(Supplier<Integer> work) {
        Integer result = transaction.execute(status -> work.get());
        assertThat(result).isNotNull();
        return result;
    }

    private int pay(WhenFails whenFails) {
        return template(whenFails).execute(KEY, Integer.class, () -> {
            int run = runs.incrementAndGet();
            jdbc.sql("insert into payments values (?)").param(run).update();
            return run;
        });
    }

    private Rejection rejectionElsewhere() {
        return CompletableFuture.supplyAsync(() -> {
                    try {
                        pay(WhenFails.RELEASE);
                        throw new AssertionError("The call was not refused");
                    } catch (CallRejectedException e) {
                        return e.rejection();
                    }
                })
                .join();
    }

    private int payments() {
        return jdbc.sql("select count(*) from payments").query(Integer.class).single();
    }

    private IdempotencyTemplate template(WhenFails whenFails) {
        CallPolicy policy = new CallPolicy(
                Duration.ofSeconds(30),
                Duration.ofHours(1),
                WhenInProgress.REJECT,
                Duration.ofSeconds(1),
                WhenAbandoned.REEXECUTE,
                WhenStoreFails.REFUSE,
                whenFails,
                TransactionMode.SEPARATE);
        return new IdempotencyTemplate(
                engine,
                new ValueCalls(new JacksonValueCodec(JsonMapper.shared())),
                "test",
                policy,
                new SameTransactions(new StaticListableBeanFactory(), new EngineRegistry(Map.of(), engine)));
    }
}
