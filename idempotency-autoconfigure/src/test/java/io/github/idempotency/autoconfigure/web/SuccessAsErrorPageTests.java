package io.github.idempotency.autoconfigure.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.TransactionMode;
import io.github.idempotency.autoconfigure.support.Analyses;
import io.github.idempotency.autoconfigure.support.Databases;
import io.github.idempotency.spring.Idempotent;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Controllers that are to share their transactions with their records, and leave their answers to an error page. */
class SuccessAsErrorPageTests {

    private final WebApplicationContextRunner app =
            WebApps.mvc().withBean(DataSource.class, Databases::embedded).withUserConfiguration(Manager.class);

    @ParameterizedTest
    @ValueSource(classes = {Booked.class, BookedByClass.class})
    void aSuccessThatIsAnErrorPageIsRefused(Class<?> controller) {
        app.withBean(controller).run(context -> {
            FailureAnalysis analysis = Analyses.of(context.getStartupFailure());
            assertThat(analysis.getDescription()).contains(controller.getSimpleName(), "@ResponseStatus with a reason");
            assertThat(analysis.getAction()).contains("Remove the reason");
        });
    }

    @ParameterizedTest
    @ValueSource(classes = {Refused.class, BookedWithoutTransaction.class})
    void othersStart(Class<?> controller) {
        app.withBean(controller).run(context -> assertThat(context).hasNotFailed());
    }

    @Configuration(proxyBeanMethods = false)
    static class Manager {
        @Bean
        JdbcTransactionManager manager(DataSource dataSource) {
            return new JdbcTransactionManager(dataSource);
        }
    }

    @RestController
    static class Booked {
        @PostMapping("/book")
        @Idempotent(transaction = TransactionMode.SAME)
        @ResponseStatus(code = HttpStatus.CREATED, reason = "booked")
        public void book() {}
    }

    @RestController
    @ResponseStatus(code = HttpStatus.CREATED, reason = "booked")
    static class BookedByClass {
        @PostMapping("/book")
        @Idempotent(transaction = TransactionMode.SAME)
        public void book() {}
    }

    @RestController
    static class BookedWithoutTransaction {
        @PostMapping("/book")
        @Idempotent
        @ResponseStatus(code = HttpStatus.CREATED, reason = "booked")
        public void book() {}
    }

    @RestController
    static class Refused {
        @PostMapping("/book")
        @Idempotent(transaction = TransactionMode.SAME)
        @ResponseStatus(code = HttpStatus.GONE, reason = "closed for ever")
        public void book() {}
    }
}
