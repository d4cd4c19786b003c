package io.github.idempotency.systemtests.jdbc.schema;

import javax.sql.DataSource;
import liquibase.exception.LiquibaseException;
import liquibase.integration.spring.SpringLiquibase;
import org.flywaydb.core.Flyway;
import org.springframework.core.io.DefaultResourceLoader;

/** The tools that run what this library ships for them, as Spring Boot sets them up. */
enum Migration {
    FLYWAY {
        @Override
        void run(Product product, DataSource database, boolean somethingIsThere) {
            Flyway.configure()
                    .dataSource(database)
                    // Spring Boot puts the platform's name, as the scripts spell it, for {vendor}.
                    .locations("classpath:db/idempotency/" + product.platform())
                    .baselineOnMigrate(somethingIsThere)
                    .load()
                    .migrate();
        }
    },
    LIQUIBASE {
        @Override
        void run(Product product, DataSource database, boolean somethingIsThere) throws LiquibaseException {
            SpringLiquibase liquibase = new SpringLiquibase();
            liquibase.setResourceLoader(new DefaultResourceLoader());
            liquibase.setDataSource(database);
            liquibase.setChangeLog("classpath:db/idempotency/changelog.xml");
            liquibase.afterPropertiesSet();
        }
    };

    /** @param somethingIsThere whether the database has tables the tool does not know */
    abstract void run(Product product, DataSource database, boolean somethingIsThere) throws LiquibaseException;
}
