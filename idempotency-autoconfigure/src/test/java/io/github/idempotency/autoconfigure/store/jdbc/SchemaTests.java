package io.github.idempotency.autoconfigure.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.autoconfigure.support.Analyses;
import io.github.idempotency.autoconfigure.support.Apps;
import io.github.idempotency.spring.template.IdempotencyTemplate;
import io.github.idempotency.store.IdempotencyStore;
import io.github.idempotency.store.jdbc.JdbcIdempotencyStore;
import io.github.idempotency.store.jdbc.JdbcStoreSettings;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/** What a start makes of the tables it finds. Not embedded for Spring Boot, because the address does not say so. */
@ExtendWith(OutputCaptureExtension.class)
class SchemaTests {

    private static final String ALWAYS = "idempotency.jdbc.initialize-schema=always";
    private static final String NEVER = "idempotency.jdbc.initialize-schema=never";

    private final String url = "jdbc:h2:mem:" + UUID.randomUUID();
    private final DataSource owner = new DriverManagerDataSource(url + ";DB_CLOSE_DELAY=-1", "sa", "");
    private final JdbcTemplate admin = new JdbcTemplate(owner);
    private final ApplicationContextRunner app = Apps.plain().withBean(DataSource.class, () -> owner);

    @BeforeEach
    void create() {
        new ResourceDatabasePopulator(new ClassPathResource("io/github/idempotency/store/jdbc/schema-h2.sql"))
                .execute(owner);
    }

    private void makeVersionOne() {
        admin.execute("DROP TABLE idempotency_record_version");
    }

    @Test
    void tablesOfTheFirstVersionAreUpgradedWhereWanted(CapturedOutput output) {
        makeVersionOne();
        app.withPropertyValues(ALWAYS).run(context -> assertThat(context).hasNotFailed());
        assertThat(admin.queryForObject("SELECT MAX(version) FROM idempotency_record_version", Integer.class))
                .isEqualTo(2);
        assertThat(output).doesNotContain("schema version");
    }

    @Test
    void tablesOfTheFirstVersionAreWorkedWithAndTheUpgradeIsNamed(CapturedOutput output) {
        makeVersionOne();
        app.withPropertyValues(NEVER).run(context -> {
            assertThat(context).hasNotFailed();
            context.getBean(IdempotencyTemplate.class).run("key", () -> {});
        });
        assertThat(output).contains("schema version 1").contains("upgrade-h2-2.sql");
    }

    @Test
    void aMissingColumnStopsTheStartAndIsNamed() {
        admin.execute("ALTER TABLE idempotency_record DROP COLUMN purge_after");
        for (String mode : new String[] {ALWAYS, NEVER}) {
            app.withPropertyValues(mode)
                    .run(context -> assertThat(
                                    Analyses.of(context.getStartupFailure()).getDescription())
                            .contains("lacks purge_after")
                            .contains("schema-h2.sql"));
        }
    }

    @Test
    void aNewerVersionStopsTheStartOnlyIfItLacksSomething() {
        admin.update("INSERT INTO idempotency_record_version (version) VALUES (99)");
        app.withPropertyValues(ALWAYS).run(context -> assertThat(context).hasNotFailed());
        admin.execute("ALTER TABLE idempotency_record RENAME COLUMN token TO fence");
        app.withPropertyValues(ALWAYS)
                .run(context -> assertThat(
                                Analyses.of(context.getStartupFailure()).getDescription())
                        .contains("lacks token")
                        .contains("newer release"));
    }

    @Test
    void anAccountThatMayNotCreateTablesStartsWhereTheyAreUpToDate(CapturedOutput output) {
        admin.execute("CREATE USER shop PASSWORD 'secret'");
        admin.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON idempotency_record TO shop");
        admin.execute("GRANT SELECT ON idempotency_record_version TO shop");
        ApplicationContextRunner shop =
                Apps.plain().withBean(DataSource.class, () -> new DriverManagerDataSource(url, "shop", "secret"));
        shop.withPropertyValues(ALWAYS).run(context -> {
            assertThat(context).hasNotFailed();
            context.getBean(IdempotencyTemplate.class).run("key", () -> {});
        });
        assertThat(output).doesNotContain("schema version");

        makeVersionOne();
        shop.withPropertyValues(ALWAYS).run(context -> {
            FailureAnalysis analysis = Analyses.of(context.getStartupFailure());
            assertThat(analysis.getDescription()).contains("schema-h2.sql could not be run");
            assertThat(analysis.getAction()).contains("right to create tables");
        });
    }

    @Test
    void theTablesOfAStoreOfTheApplicationAreLookedAtToo(CapturedOutput output) {
        admin.execute("DROP TABLE idempotency_record");
        app.withPropertyValues(ALWAYS)
                .withBean("keys", IdempotencyStore.class, () -> new JdbcIdempotencyStore(owner))
                .run(context -> {
                    FailureAnalysis analysis = Analyses.of(context.getStartupFailure());
                    assertThat(analysis.getDescription())
                            .contains("'idempotency_record' does not exist")
                            .contains("schema-h2.sql");
                    assertThat(analysis.getAction()).contains("bean 'keys'");
                });
        create();
        makeVersionOne();
        app.withBean("keys", IdempotencyStore.class, () -> new JdbcIdempotencyStore(owner))
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(output).contains("upgrade-h2-2.sql");
    }

    @Test
    void tablesOfAnotherNameInAnotherSchemaAreMadeUpgradedAndLookedAt() {
        admin.execute("CREATE SCHEMA billing");
        ApplicationContextRunner billing = app.withPropertyValues("idempotency.jdbc.table=billing.keys");
        billing.withPropertyValues(NEVER)
                .run(context -> assertThat(
                                Analyses.of(context.getStartupFailure()).getDescription())
                        .contains("'billing.keys' does not exist"));
        billing.withPropertyValues(ALWAYS).run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(context.getBean(JdbcStoreSettings.class).table()).isEqualTo("billing.keys");
        });
        admin.execute("DROP TABLE billing.keys_version");
        billing.withPropertyValues(ALWAYS).run(context -> assertThat(context).hasNotFailed());
        assertThat(admin.queryForObject("SELECT MAX(version) FROM billing.keys_version", Integer.class))
                .isEqualTo(2);
    }
}
