package io.github.idempotency.autoconfigure.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.TransactionMode;
import io.github.idempotency.autoconfigure.support.Analyses;
import io.github.idempotency.autoconfigure.support.Apps;
import io.github.idempotency.spring.Idempotent;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.annotation.AnnotationTransactionAttributeSource;
import org.springframework.transaction.annotation.TransactionManagementConfigurer;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.TransactionInterceptor;

/** The manager is the one that the method's own {@code @Transactional} uses, however the application chooses it. */
class ManagerChoiceTests {

    private final ApplicationContextRunner several =
            Shops.withManager().withUserConfiguration(Shops.ForeignManager.class);

    @Test
    void theManagerOfTheConfigurerIsTheOne() {
        several.withUserConfiguration(ConfiguresOwn.class)
                .withBean(Plain.class)
                .withBean(Declared.class)
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void aForeignManagerOfTheConfigurerStopsTheStartThoughAnotherIsPrimary() {
        assertRefused(
                Shops.withoutManager()
                        .withUserConfiguration(
                                PrimaryManager.class, Shops.ForeignManager.class, ConfiguresForeign.class),
                Declared.class);
    }

    @Test
    void theQualifierOfTheClassChooses() {
        several.withBean(Qualified.class).run(context -> assertThat(context).hasNotFailed());
        assertRefused(several.withUserConfiguration(ConfiguresOwn.class), QualifiedAbroad.class);
    }

    @Test
    void theMethodsOwnNameCountsMoreThanTheQualifierOfTheClass() {
        several.withBean(Named.class).run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void aQualifierThatIsNoManagersChoosesNothing() {
        Shops.withManager()
                .withBean(OtherwiseQualified.class)
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void theNameGivenToTheInterceptorChooses() {
        ApplicationContextRunner named = Apps.plain()
                .withUserConfiguration(
                        Shops.Database.class, Shops.Manager.class, Shops.ForeignManager.class, NamesTheManager.class);
        named.withPropertyValues("chosen=manager")
                .withBean(Declared.class)
                .run(context -> assertThat(context).hasNotFailed());
        assertRefused(named.withPropertyValues("chosen=foreign"), Declared.class);
    }

    private static void assertRefused(ApplicationContextRunner app, Class<?> service) {
        app.withBean(service).run(context -> {
            assertThat(context).hasFailed();
            assertThat(Analyses.of(context.getStartupFailure()).getDescription())
                    .contains(service.getSimpleName(), "manages another one");
        });
    }

    @Configuration(proxyBeanMethods = false)
    static class PrimaryManager {
        @Bean
        @Primary
        JdbcTransactionManager manager(DataSource dataSource) {
            return new JdbcTransactionManager(dataSource);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class ConfiguresOwn {
        @Bean
        TransactionManagementConfigurer configurer(@Qualifier("manager") JdbcTransactionManager manager) {
            return () -> manager;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class ConfiguresForeign {
        @Bean
        TransactionManagementConfigurer configurer(@Qualifier("foreign") JdbcTransactionManager manager) {
            return () -> manager;
        }
    }

    /** As configuration by XML does. */
    @Configuration(proxyBeanMethods = false)
    static class NamesTheManager {
        @Bean
        TransactionInterceptor interceptor(Environment environment) {
            TransactionInterceptor interceptor = new TransactionInterceptor();
            interceptor.setTransactionAttributeSource(new AnnotationTransactionAttributeSource(false));
            interceptor.setTransactionManagerBeanName(environment.getProperty("chosen"));
            return interceptor;
        }
    }

    static class Plain {
        @Idempotent(key = "#id", transaction = TransactionMode.SAME)
        public void place(String id) {}
    }

    static class Declared {
        @Transactional
        @Idempotent(key = "#id", transaction = TransactionMode.SAME)
        public void place(String id) {}
    }

    @Qualifier("manager")
    static class Qualified {
        @Transactional
        @Idempotent(key = "#id", transaction = TransactionMode.SAME)
        public void place(String id) {}
    }

    @Qualifier("foreign")
    static class QualifiedAbroad {
        @Transactional
        @Idempotent(key = "#id", transaction = TransactionMode.SAME)
        public void place(String id) {}
    }

    @Qualifier("foreign")
    static class Named {
        @Transactional("manager")
        @Idempotent(key = "#id", transaction = TransactionMode.SAME)
        public void place(String id) {}
    }

    @Qualifier("shop")
    static class OtherwiseQualified {
        @Transactional
        @Idempotent(key = "#id", transaction = TransactionMode.SAME)
        public void place(String id) {}
    }
}
