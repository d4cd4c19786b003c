package io.github.idempotency.autoconfigure.store.jdbc;

import io.github.idempotency.autoconfigure.ConditionalOnIdempotencyEnabled;
import io.github.idempotency.autoconfigure.Foundation;
import io.github.idempotency.autoconfigure.IdempotencyProperties;
import io.github.idempotency.autoconfigure.StoreCandidate;
import io.github.idempotency.autoconfigure.StoreChoice;
import io.github.idempotency.store.jdbc.JdbcIdempotencyStore;
import io.github.idempotency.store.jdbc.JdbcStoreSettings;
import javax.sql.DataSource;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer;
import org.springframework.boot.sql.init.dependency.DatabaseInitializationDependencyConfigurer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Auto-configuration for the store in a database. */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
            "org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration"
        })
@ConditionalOnIdempotencyEnabled
@ConditionalOnClass({JdbcIdempotencyStore.class, DataSource.class})
@ConditionalOnBean(DataSource.class)
@EnableConfigurationProperties(JdbcStoreProperties.class)
public final class JdbcStoreAutoConfiguration {

    private static final String NAME = "jdbc";

    @Bean
    @ConditionalOnMissingBean
    JdbcStoreSettings idempotencyJdbcStoreSettings(JdbcStoreProperties properties, IdempotencyProperties common) {
        return JdbcStoreFactory.settings(properties, common.storeTimeout());
    }

    @Bean
    @ConditionalOnMissingBean(name = "jdbcIdempotencyStoreCandidate")
    StoreCandidate jdbcIdempotencyStoreCandidate(
            ListableBeanFactory beanFactory, JdbcStoreProperties properties, JdbcStoreSettings settings) {
        return StoreCandidate.of(
                NAME,
                () -> JdbcStoreFactory.store(
                        Foundation.of(beanFactory, DataSource.class, NAME),
                        JdbcStoreFactory.dialect(properties),
                        settings));
    }

    @Bean
    @ConditionalOnMissingBean
    static JdbcStoreCheck idempotencyJdbcStoreCheck() {
        return new JdbcStoreCheck();
    }

    /** Apart, because an application may use a database without Spring Boot's support for it. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(DataSourceScriptDatabaseInitializer.class)
    @ConditionalOnSingleCandidate(DataSource.class)
    @Import(DatabaseInitializationDependencyConfigurer.class)
    static final class Schema {

        @Bean
        @ConditionalOnMissingBean
        IdempotencySchemaInitializer idempotencySchemaInitializer(
                DataSource dataSource, JdbcStoreProperties properties, JdbcStoreSettings settings, StoreChoice choice) {
            return new IdempotencySchemaInitializer(
                    dataSource,
                    properties.initializeSchema(),
                    () -> choice.isChosen(NAME) && JdbcStoreFactory.accepts(dataSource, settings),
                    JdbcStoreFactory.dialect(properties),
                    settings.table());
        }
    }
}
