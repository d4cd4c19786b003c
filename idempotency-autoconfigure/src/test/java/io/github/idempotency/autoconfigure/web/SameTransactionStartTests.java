package io.github.idempotency.autoconfigure.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.TransactionMode;
import io.github.idempotency.autoconfigure.support.Analyses;
import io.github.idempotency.autoconfigure.support.Databases;
import io.github.idempotency.spring.Idempotent;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.context.request.async.WebAsyncTask;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** Controllers that are to share their transactions with their records, in applications where that cannot be. */
class SameTransactionStartTests {

    private final WebApplicationContextRunner app = WebApps.mvc();
    private final WebApplicationContextRunner withDatabase = app.withUserConfiguration(Database.class);
    private final WebApplicationContextRunner withManager = withDatabase.withUserConfiguration(Manager.class);

    @Test
    void aManagerOfTheStoresDataSourceStarts() {
        withManager.withBean(Payments.class).run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void thePropertyMeansControllersToo() {
        withDatabase
                .withPropertyValues("idempotency.transaction=same")
                .withBean(Unspecific.class)
                .run(context -> assertThat(context).hasFailed());
    }

    @Test
    void aStoreThatCannotTakePartIsRefused() {
        FailureAnalysis analysis = refusal(app.withPropertyValues("idempotency.store=memory"), Payments.class);
        assertThat(analysis.getDescription())
                .contains("Payments.pay()", "the store 'memory' cannot take part in a transaction", "'jdbc'");
    }

    @Test
    void aMissingManagerIsRefused() {
        assertThat(refusal(withDatabase, Payments.class).getDescription())
                .contains("Payments.pay()", "needs a PlatformTransactionManager bean, and there is none");
    }

    @Test
    void severalManagersAreRefusedUnlessTheMethodNamesOne() {
        WebApplicationContextRunner several = withManager.withUserConfiguration(ForeignManager.class);
        assertThat(refusal(several, Payments.class).getDescription())
                .contains("there are several", "manager", "foreignManager", "@Primary");
        several.withBean(Choosing.class).run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void aManagerOfAnotherDatabaseIsRefused() {
        assertThat(refusal(withDatabase.withUserConfiguration(ForeignManager.class), Payments.class)
                        .getDescription())
                .contains("manages another one", "Give both the same DataSource bean");
    }

    @Test
    void aTransactionThatCannotHoldTheRecordIsRefused() {
        assertThat(refusal(withManager, ReadOnly.class).getDescription()).contains("readOnly");
        assertThat(refusal(withManager, OfItsOwn.class).getDescription()).contains("propagation");
    }

    @Test
    void aTransactionThatSpringOpensEarlierIsRefused() {
        WebApplicationContextRunner early = withManager.withUserConfiguration(EarlyTransactions.class);
        FailureAnalysis analysis = refusal(early, Choosing.class);
        assertThat(analysis.getDescription()).contains("Choosing.pay()", "before its answer is rendered");
        assertThat(analysis.getAction()).contains("@EnableTransactionManagement(order)", "1000");
        early.withBean(Payments.class).run(context -> assertThat(context).hasNotFailed());
        withManager
                .withUserConfiguration(LateTransactions.class)
                .withBean(Choosing.class)
                .run(context -> assertThat(context).hasNotFailed());
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                Later.class,
                Deferred.class,
                Task.class,
                Future.class,
                Streaming.class,
                StreamingEntity.class,
                LaterByClass.class
            })
    void aHandlerThatGoesOnLaterIsRefused(Class<?> controller) {
        FailureAnalysis analysis = refusal(withManager, controller);
        assertThat(analysis.getDescription()).contains(controller.getSimpleName(), "ends with the request's thread");
        assertThat(analysis.getAction()).contains("Return the answer itself, or use SEPARATE");
    }

    private static FailureAnalysis refusal(WebApplicationContextRunner app, Class<?> controller) {
        FailureAnalysis[] analysis = new FailureAnalysis[1];
        app.withBean(controller).run(context -> analysis[0] = Analyses.of(context.getStartupFailure()));
        return analysis[0];
    }

    @Configuration(proxyBeanMethods = false)
    static class Database {
        @Bean
        DataSource dataSource() {
            return Databases.embedded();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Manager {
        @Bean
        JdbcTransactionManager manager(DataSource dataSource) {
            return new JdbcTransactionManager(dataSource);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class ForeignManager {
        @Bean
        JdbcTransactionManager foreignManager() {
            return new JdbcTransactionManager(Databases.embedded());
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableTransactionManagement(order = 0)
    static class EarlyTransactions {}

    @Configuration(proxyBeanMethods = false)
    @EnableTransactionManagement
    static class LateTransactions {}

    @RestController
    static class Payments {
        @PostMapping("/pay")
        @Idempotent(transaction = TransactionMode.SAME)
        public String pay() {
            return "";
        }
    }

    @RestController
    static class Unspecific {
        @PostMapping("/pay")
        @Idempotent
        public String pay() {
            return "";
        }
    }

    @RestController
    static class Choosing {
        @PostMapping("/pay")
        @Idempotent(transaction = TransactionMode.SAME)
        @Transactional("manager")
        public String pay() {
            return "";
        }
    }

    @RestController
    static class ReadOnly {
        @PostMapping("/pay")
        @Idempotent(transaction = TransactionMode.SAME)
        @Transactional(readOnly = true)
        public String pay() {
            return "";
        }
    }

    @RestController
    static class OfItsOwn {
        @PostMapping("/pay")
        @Idempotent(transaction = TransactionMode.SAME)
        @Transactional(propagation = Propagation.REQUIRES_NEW)
        public String pay() {
            return "";
        }
    }

    @RestController
    static class Later {
        @PostMapping("/pay")
        @Idempotent(transaction = TransactionMode.SAME)
        public Callable<String> pay() {
            return () -> "";
        }
    }

    @RestController
    @Idempotent(transaction = TransactionMode.SAME)
    static class LaterByClass {
        @GetMapping("/look")
        public Callable<String> look() {
            return () -> "";
        }

        @PostMapping("/pay")
        public Callable<String> pay() {
            return () -> "";
        }
    }

    @RestController
    static class Deferred {
        @PostMapping("/pay")
        @Idempotent(transaction = TransactionMode.SAME)
        public DeferredResult<String> pay() {
            return new DeferredResult<>();
        }
    }

    @RestController
    static class Task {
        @PostMapping("/pay")
        @Idempotent(transaction = TransactionMode.SAME)
        public WebAsyncTask<String> pay() {
            return new WebAsyncTask<>(() -> "");
        }
    }

    @RestController
    static class Future {
        @PostMapping("/pay")
        @Idempotent(transaction = TransactionMode.SAME)
        public ResponseEntity<CompletableFuture<String>> pay() {
            return ResponseEntity.ok(CompletableFuture.completedFuture(""));
        }
    }

    @RestController
    static class Streaming {
        @PostMapping("/pay")
        @Idempotent(transaction = TransactionMode.SAME)
        public StreamingResponseBody pay() {
            return out -> {};
        }
    }

    @RestController
    static class StreamingEntity {
        @PostMapping("/pay")
        @Idempotent(transaction = TransactionMode.SAME)
        public ResponseEntity<StreamingResponseBody> pay() {
            return ResponseEntity.ok(out -> {});
        }
    }
}
