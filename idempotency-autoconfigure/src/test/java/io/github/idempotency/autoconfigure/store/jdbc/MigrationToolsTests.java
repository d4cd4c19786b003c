package io.github.idempotency.autoconfigure.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.autoconfigure.support.Apps;
import io.github.idempotency.autoconfigure.support.Databases;
import io.github.idempotency.spring.template.IdempotencyTemplate;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.liquibase.autoconfigure.LiquibaseAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Spring Boot's support for Flyway and Liquibase runs what this library ships for them, before the store looks. */
@ExtendWith(OutputCaptureExtension.class)
class MigrationToolsTests {

    private static final String NEVER = "idempotency.jdbc.initialize-schema=never";

    private final ApplicationContextRunner flyway = Apps.plain(FlywayAutoConfiguration.class)
            .withPropertyValues("spring.flyway.locations=classpath:db/migration,classpath:db/idempotency/{vendor}");
    private final ApplicationContextRunner liquibase = Apps.plain(LiquibaseAutoConfiguration.class)
            .withPropertyValues("spring.liquibase.change-log=classpath:db/idempotency/changelog.xml");

    @Test
    void flywayMakesTheTables(CapturedOutput output) {
        DataSource server = server();
        for (int start = 0; start < 2; start++) {
            flyway.withBean(DataSource.class, () -> server)
                    .withPropertyValues(NEVER)
                    .run(context -> {
                        assertThat(context).hasNotFailed();
                        context.getBean(IdempotencyTemplate.class).run("key", () -> {});
                    });
        }
        assertThat(output).doesNotContain("schema version");
    }

    @Test
    void liquibaseMakesTheTables(CapturedOutput output) {
        liquibase
                .withBean(DataSource.class, MigrationToolsTests::server)
                .withPropertyValues(NEVER)
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    context.getBean(IdempotencyTemplate.class).run("key", () -> {});
                });
        assertThat(output).doesNotContain("schema version");
    }

    /** Flyway refuses a database that has tables already, so ours must not come first. */
    @Test
    void inAnEmbeddedDatabaseTheToolComesFirst() {
        for (ApplicationContextRunner tool : new ApplicationContextRunner[] {flyway, liquibase}) {
            tool.withBean(DataSource.class, Databases::embedded).run(context -> {
                assertThat(context).hasNotFailed();
                context.getBean(IdempotencyTemplate.class).run("key", () -> {});
            });
        }
    }

    private static DataSource server() {
        return new DriverManagerDataSource("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");
    }
}
