package io.github.idempotency.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.autoconfigure.support.Tally;
import io.github.idempotency.spring.Idempotent;
import io.github.idempotency.spring.template.IdempotencyTemplate;
import io.github.idempotency.store.IdempotencyStore;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Together with everything else Spring Boot configures: web, database, Redis, transactions, security, the actuator. */
@ExtendWith(OutputCaptureExtension.class)
class FullApplicationTests {

    private final WebApplicationContextRunner app = new WebApplicationContextRunner()
            .withUserConfiguration(Application.class)
            .withPropertyValues(
                    "idempotency.store=jdbc",
                    "spring.datasource.generate-unique-name=true",
                    "spring.flyway.enabled=false",
                    "spring.liquibase.enabled=false",
                    "spring.application.name=shop");

    @Test
    void aStartWarnsOfNothing(CapturedOutput output) {
        app.run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(output).doesNotContain("WARN").doesNotContain("ERROR");
        });
    }

    @Test
    void aSharedStoreWithoutANamespaceIsWarnedOf(CapturedOutput output) {
        app.withPropertyValues("spring.application.name=").run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(output).contains("Set spring.application.name or idempotency.namespace");
        });
    }

    @Test
    void everythingWorksTogether() {
        app.run(context -> {
            Bank bank = context.getBean(Bank.class);
            assertThat(bank.transfer("t-1")).isEqualTo(bank.transfer("t-1"));
            assertThat(context.getBean(Tally.class).count()).isEqualTo(1);
            assertThat(context.getBean(IdempotencyStore.class).traits().name()).isEqualTo("jdbc");
            assertThat(context.getBean(JdbcTemplate.class)
                            .queryForObject("select count(*) from idempotency_record", Integer.class))
                    .isEqualTo(1);
            assertThat(context.getBean(MeterRegistry.class)
                            .get("idempotency.requests")
                            .tag("outcome", "replayed")
                            .timer()
                            .count())
                    .isEqualTo(1);
        });
    }

    @Test
    void switchedOffTheAnnotationMeansNothing() {
        app.withPropertyValues("idempotency.enabled=false").run(context -> {
            Bank bank = context.getBean(Bank.class);
            assertThat(bank.transfer("t-1")).isNotEqualTo(bank.transfer("t-1"));
            assertThat(context).doesNotHaveBean(IdempotencyTemplate.class);
        });
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import({Bank.class, Tally.class})
    static class Application {}

    static class Bank {

        private final Tally tally;

        Bank(Tally tally) {
            this.tally = tally;
        }

        @Transactional
        @Idempotent(key = "#id")
        public int transfer(String id) {
            assertThat(TransactionSynchronizationManager.isActualTransactionActive())
                    .isTrue();
            return tally.next();
        }
    }
}
