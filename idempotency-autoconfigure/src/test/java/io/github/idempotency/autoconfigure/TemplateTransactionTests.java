package io.github.idempotency.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.idempotency.TransactionMode;
import io.github.idempotency.autoconfigure.support.Analyses;
import io.github.idempotency.autoconfigure.support.Apps;
import io.github.idempotency.autoconfigure.support.Databases;
import io.github.idempotency.spring.template.IdempotencyTemplate;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/** The template of an application that wants its records in its own transactions. */
class TemplateTransactionTests {

    private static final String SAME = "idempotency.transaction=same";

    private final ApplicationContextRunner app = Apps.plain();

    @Test
    void thePropertyBringsActionAndRecordIntoOneTransaction() {
        app.withUserConfiguration(Jdbc.class, Transactions.class)
                .withPropertyValues(SAME)
                .run(context -> {
                    IdempotencyTemplate template = context.getBean(IdempotencyTemplate.class);
                    JdbcClient jdbc = JdbcClient.create(context.getBean(DataSource.class));
                    jdbc.sql("create table entries (number int)").update();

                    assertThatIllegalStateException()
                            .isThrownBy(() -> template.run("a", () -> {
                                jdbc.sql("insert into entries values (1)").update();
                                throw new IllegalStateException("undo");
                            }))
                            .withMessage("undo");
                    template.run(
                            "a",
                            () -> jdbc.sql("insert into entries values (2)").update());
                    template.run(
                            "a",
                            () -> jdbc.sql("insert into entries values (3)").update());

                    assertThat(jdbc.sql("select number from entries")
                                    .query(Integer.class)
                                    .list())
                            .containsExactly(2);
                });
    }

    @Test
    void aStoreThatCannotJoinStopsTheStart() {
        app.withPropertyValues(SAME).run(context -> {
            FailureAnalysis analysis = analysis(context.getStartupFailure());
            assertThat(analysis.getDescription())
                    .contains("'idempotency.transaction=same'")
                    .contains("the store 'memory' cannot take part in a transaction. Use the store 'jdbc'");
            assertThat(analysis.getAction()).contains("'idempotency.transaction=separate'");
        });
    }

    @Test
    void aMissingTransactionManagerStopsTheStart() {
        app.withUserConfiguration(Jdbc.class)
                .withPropertyValues(SAME)
                .run(context -> assertThat(analysis(context.getStartupFailure()).getDescription())
                        .contains("needs a PlatformTransactionManager bean, and there is none"));
    }

    @Test
    void aTransactionManagerOfAnotherDatabaseStopsTheStart() {
        app.withUserConfiguration(Jdbc.class)
                .withBean(
                        PlatformTransactionManager.class, () -> new DataSourceTransactionManager(Databases.embedded()))
                .withPropertyValues(SAME)
                .run(context -> assertThat(analysis(context.getStartupFailure()).getDescription())
                        .contains("Give both the same DataSource bean"));
    }

    @Test
    void withoutThePropertyNobodyIsAskedForTransactionsUntilTheTemplateIs() {
        app.run(context -> {
            IdempotencyTemplate template = context.getBean(IdempotencyTemplate.class);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> template.withTransaction(TransactionMode.SAME))
                    .withMessageContaining("Use the store 'jdbc'");
        });
    }

    private static FailureAnalysis analysis(Throwable failure) {
        assertThat(failure).isNotNull();
        return Analyses.of(failure);
    }

    @Configuration(proxyBeanMethods = false)
    static class Jdbc {
        @Bean(destroyMethod = "shutdown")
        DataSource dataSource() {
            return Databases.embedded();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Transactions {
        @Bean
        PlatformTransactionManager transactions(DataSource dataSource) {
            return new DataSourceTransactionManager(dataSource);
        }
    }
}
