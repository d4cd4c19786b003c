package io.github.idempotency.systemtests.lostcommits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatRuntimeException;

import com.zaxxer.hikari.HikariDataSource;
import io.github.idempotency.CallRejectedException;
import io.github.idempotency.Rejection;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.UnexpectedRollbackException;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** With a pool that throws lost connections away, as every application has it; with JDBC's manager and with JPA's. */
@ParameterizedClass(name = "jpa {0}")
@ValueSource(booleans = {false, true})
class LostCommitTests {

    private static final String KEY = "payment-1";

    private final ConfigurableApplicationContext context;
    private final ForgetfulDataSource database;
    private final Till till;
    private final TransactionTemplate callers;

    LostCommitTests(boolean jpa) {
        context = new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .properties(
                        "spring.application.name=till",
                        "systemtests.jpa=" + jpa,
                        "idempotency.store=jdbc",
                        "idempotency.jdbc.initialize-schema=always",
                        "management.health.redis.enabled=false")
                .run();
        database = context.getBean(Application.class).database;
        till = context.getBean(Till.class);
        PlatformTransactionManager manager = context.getBean(PlatformTransactionManager.class);
        assertThat(manager.getClass().getSimpleName())
                .isEqualTo(jpa ? "JpaTransactionManager" : "JdbcTransactionManager");
        callers = new TransactionTemplate(manager);
    }

    @AfterEach
    void close() {
        context.close();
    }

    @Test
    void aTransactionInsideOfTheCallIsNotRepeated() {
        isNotRepeated(() -> till.inATransactionOfItsOwn(KEY));
    }

    @Test
    void aTransactionAroundTheCallIsNotRepeated() {
        isNotRepeated(() -> callers.execute(status -> till.inTheTransactionOfItsCaller(KEY)));
    }

    @Test
    void theSameTransactionTellsWhoeverComesNext() {
        database.loseNextReply();
        assertThatRuntimeException().isThrownBy(() -> till.inTheSameTransaction(KEY));

        assertThat(till.inTheSameTransaction(KEY)).isOne();
        assertThat(till.bookings(KEY)).isOne();
    }

    @Test
    void whatCannotBeCommittedIsHeldWhereFailuresAreHeld() {
        assertThatRuntimeException()
                .isThrownBy(() -> till.heldIfItFails(
                        KEY,
                        () -> beforeCommit(() -> {
                            throw new IllegalStateException("not balanced");
                        })))
                .withMessage("not balanced");

        isHeld();
    }

    @Test
    void whatCanOnlyBeRolledBackIsHeldWhereFailuresAreHeld() {
        assertThatExceptionOfType(UnexpectedRollbackException.class)
                .isThrownBy(() -> till.heldIfItFails(
                        KEY, () -> callers.executeWithoutResult(status -> status.setRollbackOnly())));

        isHeld();
    }

    @Test
    void whatItsCallerRollsBackIsHeldWhereFailuresAreHeld() {
        callers.executeWithoutResult(status -> {
            till.heldIfItFails(KEY, () -> {});
            status.setRollbackOnly();
        });

        isHeld();
    }

    @Test
    void aCommitThatHappenedAfterAllIsNotHeld() {
        database.loseNextReply();
        assertThatRuntimeException().isThrownBy(() -> till.heldIfItFails(KEY, () -> {}));

        assertThat(till.heldIfItFails(KEY, () -> {})).isOne();
        assertThat(till.bookings(KEY)).isOne();
    }

    @Test
    void whatCannotBeCommittedIsAnAnswerWhereFailuresAreStored() {
        for (int call = 1; call <= 2; call++) {
            int number = call;
            assertThatRuntimeException()
                    .isThrownBy(() -> till.storedIfItFails(
                            KEY,
                            () -> beforeCommit(() -> {
                                throw new IllegalStateException("call " + number);
                            })))
                    .withMessage("call 1");
        }
        assertThat(till.bookings(KEY)).isZero();
    }

    private void isNotRepeated(Supplier<Integer> call) {
        database.loseNextReply();
        assertThatRuntimeException().isThrownBy(call::get);

        assertThatExceptionOfType(CallRejectedException.class)
                .isThrownBy(call::get)
                .extracting(CallRejectedException::rejection)
                .isEqualTo(Rejection.IN_PROGRESS);
        assertThat(till.bookings(KEY)).isOne();
    }

    private void isHeld() {
        assertThatExceptionOfType(CallRejectedException.class)
                .isThrownBy(() -> till.heldIfItFails(KEY, () -> {}))
                .extracting(CallRejectedException::rejection)
                .isEqualTo(Rejection.OUTCOME_UNKNOWN);
        assertThat(till.bookings(KEY)).isZero();
    }

    private static void beforeCommit(Runnable action) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void beforeCommit(boolean readOnly) {
                action.run();
            }
        });
    }

    @Configuration
    @EnableAutoConfiguration
    static class Application {

        final ForgetfulDataSource database = new ForgetfulDataSource(
                new DriverManagerDataSource("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1"));

        @Bean
        HikariDataSource dataSource() {
            HikariDataSource pool = new HikariDataSource();
            pool.setDataSource(database);
            pool.setMaximumPoolSize(4);
            return pool;
        }

        @Bean
        Till till(JdbcClient jdbc) {
            jdbc.sql("create table booking (reference varchar(40))").update();
            return new Till(jdbc);
        }
    }
}
