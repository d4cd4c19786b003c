package io.github.idempotency.autoconfigure.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.idempotency.TransactionMode;
import io.github.idempotency.autoconfigure.support.Analyses;
import io.github.idempotency.autoconfigure.support.Apps;
import io.github.idempotency.spring.Idempotent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.RollbackOn;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.DefaultTransactionAttribute;
import org.springframework.transaction.interceptor.TransactionAttribute;
import org.springframework.transaction.interceptor.TransactionAttributeSource;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What the application says about its transactions holds for those that a record shares. */
class DeclaredRulesTests {

    @FunctionalInterface
    interface Inside {
        void happen() throws IOException;
    }

    private final ApplicationContextRunner shop = Shops.withManager().withBean(Shop.class);

    @Test
    void allExceptionsRollBackWhereTheApplicationSaysSo() {
        Apps.plain()
                .withUserConfiguration(Shops.Database.class, Shops.Manager.class, AllExceptions.class)
                .withBean(Shop.class)
                .run(context -> {
                    for (String key : List.of("a", "")) {
                        assertThatExceptionOfType(IOException.class)
                                .isThrownBy(() -> context.getBean(Shop.class).place(key, () -> {
                                    throw new IOException("no gateway");
                                }))
                                .withMessage("no gateway");
                    }
                    assertThat(context.getBean(Shop.class).entries()).isZero();
                });
    }

    @Test
    void theSourceOfTheApplicationIsAsked() {
        Apps.plain()
                .withUserConfiguration(Shops.Database.class, Shops.Manager.class, ReadsOnly.class)
                .withBean(Shop.class)
                .run(context -> assertThat(
                                Analyses.of(context.getStartupFailure()).getDescription())
                        .contains("readOnly"));
    }

    @Test
    void transactionsAreNamedAsSpringNamesThem() {
        shop.run(context -> {
            List<String> names = new ArrayList<>();
            context.getBean(Shop.class)
                    .place("a", () -> names.add(TransactionSynchronizationManager.getCurrentTransactionName()));
            assertThat(names).containsExactly(Shop.class.getName() + ".place");
        });
    }

    @Test
    void labelsReachTheManager() {
        Shops.withoutManager()
                .withUserConfiguration(ReadingManager.class)
                .withBean(Shop.class)
                .run(context -> {
                    context.getBean(Shop.class).label("a");
                    assertThat(context.getBean(LabelReader.class).labels).containsExactly("ledger");
                });
    }

    @Test
    void aMandatoryTransactionIsTheCallers() {
        shop.run(context -> {
            assertThatExceptionOfType(IllegalTransactionStateException.class)
                    .isThrownBy(() -> context.getBean(Shop.class).join("a"))
                    .withMessageContaining("mandatory");
            new TransactionTemplate(context.getBean(PlatformTransactionManager.class))
                    .executeWithoutResult(status -> context.getBean(Shop.class).join("a"));
            assertThat(context.getBean(Shop.class).entries()).isOne();
        });
    }

    @Test
    void nestingIsRefusedWhereTheManagerDoesNotAllowIt() {
        shop.withBean(Nesting.class).run(context -> {
            context.getBean(Nesting.class).place("a");
            assertThat(context.getBean(Shop.class).entries()).isOne();
        });
        Shops.withoutManager()
                .withUserConfiguration(FlatManager.class)
                .withBean(Nesting.class)
                .run(context -> assertThat(
                                Analyses.of(context.getStartupFailure()).getDescription())
                        .contains("NESTED", "Use REQUIRED"));
    }

    @Test
    void aReadOnlyTransactionOfAnotherManagerIsNoneOfOurs() {
        Shops.withManager()
                .withUserConfiguration(Shops.ForeignManager.class)
                .withBean(Choosing.class)
                .run(context -> {
                    TransactionTemplate readOnly =
                            new TransactionTemplate(context.getBean("foreign", PlatformTransactionManager.class));
                    readOnly.setReadOnly(true);
                    TransactionTemplate own =
                            new TransactionTemplate(context.getBean("manager", PlatformTransactionManager.class));
                    Choosing choosing = context.getBean(Choosing.class);

                    readOnly.executeWithoutResult(status -> choosing.place("opened"));
                    readOnly.executeWithoutResult(
                            status -> own.executeWithoutResult(inner -> choosing.place("joined")));
                    assertThat(context.getBean(JdbcClient.class)
                                    .sql("select count(*) from entries")
                                    .query(Integer.class)
                                    .single())
                            .isEqualTo(2);
                });
    }

    @Test
    void whoFailsWithoutAKeyInATransactionThatCannotCommitFailsWithItsOwnException() {
        shop.run(context -> {
            TransactionTemplate inner = new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> context.getBean(Shop.class).place("", () -> {
                        inner.executeWithoutResult(TransactionStatus::setRollbackOnly);
                        throw new IOException("no gateway");
                    }))
                    .withMessage("no gateway");
        });
    }

    @Configuration(proxyBeanMethods = false)
    @EnableTransactionManagement(proxyTargetClass = true, rollbackOn = RollbackOn.ALL_EXCEPTIONS)
    static class AllExceptions {}

    @Configuration(proxyBeanMethods = false)
    static class ReadsOnly {
        @Bean
        TransactionAttributeSource source() {
            DefaultTransactionAttribute readOnly = new DefaultTransactionAttribute();
            readOnly.setReadOnly(true);
            return (method, targetClass) -> method.getName().equals("place") ? readOnly : null;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class FlatManager {
        @Bean
        JdbcTransactionManager manager(DataSource dataSource) {
            JdbcTransactionManager manager = new JdbcTransactionManager(dataSource);
            manager.setNestedTransactionAllowed(false);
            return manager;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class ReadingManager {
        @Bean
        LabelReader manager(DataSource dataSource) {
            return new LabelReader(dataSource);
        }
    }

    @SuppressWarnings("serial")
    static class LabelReader extends JdbcTransactionManager {

        final Collection<String> labels = new ArrayList<>();

        LabelReader(DataSource dataSource) {
            super(dataSource);
        }

        @Override
        protected void doBegin(Object transaction, TransactionDefinition definition) {
            labels.addAll(((TransactionAttribute) definition).getLabels());
            super.doBegin(transaction, definition);
        }
    }

    static class Shop {

        private final JdbcClient jdbc;

        Shop(JdbcClient jdbc) {
            this.jdbc = jdbc;
        }

        @Transactional
        @Idempotent(key = "#id", required = false, transaction = TransactionMode.SAME)
        public void place(String id, Inside inside) throws IOException {
            write();
            inside.happen();
        }

        @Transactional(label = "ledger")
        @Idempotent(key = "#id", transaction = TransactionMode.SAME)
        public void label(String id) {
            write();
        }

        @Transactional(propagation = Propagation.MANDATORY)
        @Idempotent(key = "#id", transaction = TransactionMode.SAME)
        public void join(String id) {
            write();
        }

        private void write() {
            jdbc.sql("insert into entries values (1)").update();
        }

        int entries() {
            return jdbc.sql("select count(*) from entries").query(Integer.class).single();
        }
    }

    static class Nesting {

        private final JdbcClient jdbc;

        Nesting(JdbcClient jdbc) {
            this.jdbc = jdbc;
        }

        @Transactional(propagation = Propagation.NESTED)
        @Idempotent(key = "#id", transaction = TransactionMode.SAME)
        public void place(String id) {
            jdbc.sql("insert into entries values (1)").update();
        }
    }

    static class Choosing {

        private final JdbcClient jdbc;

        Choosing(JdbcClient jdbc) {
            this.jdbc = jdbc;
        }

        @Transactional("manager")
        @Idempotent(key = "#id", transaction = TransactionMode.SAME)
        public void place(String id) {
            jdbc.sql("insert into entries values (1)").update();
        }
    }
}
