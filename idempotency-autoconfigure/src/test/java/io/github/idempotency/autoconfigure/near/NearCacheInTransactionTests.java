package io.github.idempotency.autoconfigure.near;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.autoconfigure.support.Apps;
import io.github.idempotency.autoconfigure.support.Databases;
import io.github.idempotency.engine.EngineEvent;
import io.github.idempotency.engine.EngineListener;
import io.github.idempotency.spring.template.IdempotencyTemplate;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** With records that commit together with the application's writes: what the database does not keep is never replayed. */
class NearCacheInTransactionTests {

    private final List<EngineEvent> events = new CopyOnWriteArrayList<>();
    private final ApplicationContextRunner app = Apps.plain()
            .withUserConfiguration(Jdbc.class)
            .withBean(EngineListener.class, () -> events::add)
            .withPropertyValues(
                    "idempotency.near-cache.enabled=true",
                    "idempotency.transaction=same",
                    "idempotency.namespace=shop");

    @Test
    void afterTheCommitADuplicateDoesNotAskTheDatabase() {
        app.run(context -> {
            Bank bank = context.getBean(Bank.class);

            bank.book("a");
            bank.book("a");

            assertThat(bank.booked()).containsExactly("a");
            assertThat(claims()).isEqualTo(1);
        });
    }

    @Test
    void insideItsOwnTransactionTheDatabaseIsAsked() {
        app.run(context -> {
            Bank bank = context.getBean(Bank.class);

            bank.transactions.executeWithoutResult(status -> {
                bank.book("a");
                bank.book("a");
            });

            assertThat(bank.booked()).containsExactly("a");
            assertThat(claims()).isEqualTo(2);
        });
    }

    @Test
    void whatItsCallerRolledBackExecutesAgain() {
        app.run(context -> {
            Bank bank = context.getBean(Bank.class);

            bank.transactions.executeWithoutResult(status -> {
                bank.book("a");
                status.setRollbackOnly();
            });
            assertThat(bank.booked()).isEmpty();
            bank.book("a");

            assertThat(bank.booked()).containsExactly("a");
        });
    }

    @Test
    void whatASavepointUndidExecutesAgainAlthoughItsTransactionCommitted() {
        app.run(context -> {
            Bank bank = context.getBean(Bank.class);

            bank.transactions.executeWithoutResult(status -> {
                Object savepoint = status.createSavepoint();
                bank.book("a");
                status.rollbackToSavepoint(savepoint);
                bank.book("b");
            });
            assertThat(bank.booked()).containsExactly("b");
            bank.book("a");
            bank.book("b");

            assertThat(bank.booked()).containsExactly("b", "a");
        });
    }

    /** As a database does that has chosen a transaction to end a deadlock: the caller may catch that and go on. */
    @Test
    void whatTheDatabaseUndidByItselfExecutesAgainAlthoughTheRestCommitted() {
        app.run(context -> {
            Bank bank = context.getBean(Bank.class);

            bank.transactions.executeWithoutResult(status -> {
                bank.book("a");
                bank.undoAllSoFar();
                bank.book("b");
            });
            assertThat(bank.booked()).containsExactly("b");
            bank.book("a");
            bank.book("b");

            assertThat(bank.booked()).containsExactly("b", "a");
        });
    }

    private long claims() {
        return events.stream()
                .filter(event ->
                        event instanceof EngineEvent.StoreCalled call && call.verb() == EngineEvent.StoreVerb.CLAIM)
                .count();
    }

    private static final class Bank {

        private final IdempotencyTemplate template;
        private final TransactionTemplate transactions;
        private final JdbcClient jdbc;

        private Bank(IdempotencyTemplate template, PlatformTransactionManager manager, DataSource dataSource) {
            this.template = template;
            this.transactions = new TransactionTemplate(manager);
            this.jdbc = JdbcClient.create(dataSource);
            jdbc.sql("create table bookings (number int generated always as identity, name varchar(10))")
                    .update();
        }

        private void book(String name) {
            template.run(
                    name,
                    () -> jdbc.sql("insert into bookings (name) values (?)")
                            .param(name)
                            .update());
        }

        private void undoAllSoFar() {
            jdbc.sql("rollback").update();
        }

        private List<String> booked() {
            return jdbc.sql("select name from bookings order by number")
                    .query(String.class)
                    .list();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Jdbc {

        @Bean(destroyMethod = "shutdown")
        DataSource dataSource() {
            return Databases.embedded();
        }

        @Bean
        PlatformTransactionManager transactions(DataSource dataSource) {
            return new DataSourceTransactionManager(dataSource);
        }

        @Bean
        Bank bank(IdempotencyTemplate template, PlatformTransactionManager transactions, DataSource dataSource) {
            return new Bank(template, transactions, dataSource);
        }
    }
}
