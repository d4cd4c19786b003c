package io.github.idempotency.autoconfigure.transaction;

import io.github.idempotency.autoconfigure.support.Apps;
import io.github.idempotency.autoconfigure.support.Databases;
import javax.sql.DataSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;

/** Applications with a table of entries beside the records. */
final class Shops {

    private Shops() {}

    /** With {@code @Transactional} at work, and without a transaction manager. */
    static ApplicationContextRunner withoutManager() {
        return Apps.plain()
                .withUserConfiguration(Database.class, Transactions.class)
                .withPropertyValues("idempotency.namespace=shop");
    }

    /** With one manager, of the database that keeps the records. */
    static ApplicationContextRunner withManager() {
        return withoutManager().withUserConfiguration(Manager.class);
    }

    @Configuration(proxyBeanMethods = false)
    static class Database {
        @Bean(destroyMethod = "shutdown")
        DataSource dataSource() {
            return Databases.embedded();
        }

        @Bean
        JdbcClient jdbc(DataSource dataSource) {
            JdbcClient jdbc = JdbcClient.create(dataSource);
            jdbc.sql("create table entries (number int)").update();
            return jdbc;
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableTransactionManagement(proxyTargetClass = true)
    static class Transactions {}

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
        JdbcTransactionManager foreign() {
            return new JdbcTransactionManager(Databases.embedded());
        }
    }
}
