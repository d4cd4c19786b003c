package io.github.idempotency.autoconfigure.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import io.github.idempotency.autoconfigure.support.Analyses;
import io.github.idempotency.autoconfigure.support.Apps;
import io.github.idempotency.autoconfigure.support.Databases;
import io.github.idempotency.autoconfigure.support.Tally;
import io.github.idempotency.spring.template.IdempotencyTemplate;
import io.github.idempotency.store.IdempotencyStore;
import io.github.idempotency.store.jdbc.JdbcIdempotencyStore;
import io.github.idempotency.store.jdbc.JdbcStoreSettings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer;
import org.springframework.boot.sql.init.DatabaseInitializationMode;
import org.springframework.boot.sql.init.DatabaseInitializationSettings;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;

@ExtendWith(OutputCaptureExtension.class)
class JdbcStoreTests {

    private final ApplicationContextRunner app = Apps.plain();
    private final ApplicationContextRunner embedded = app.withBean(DataSource.class, Databases::embedded);

    @Test
    void anEmbeddedDatabaseGetsItsTable() {
        embedded.run(context -> {
            assertThat(context.getBean(IdempotencyStore.class)).isInstanceOf(JdbcIdempotencyStore.class);
            Tally tally = new Tally();
            IdempotencyTemplate template = context.getBean(IdempotencyTemplate.class);
            template.execute("key", Integer.class, tally::next);
            template.execute("key", Integer.class, tally::next);
            assertThat(tally.count()).isEqualTo(1);
        });
    }

    @Test
    void anotherDatabaseGetsItsTableWhenAskedFor(@TempDir Path folder) {
        fileDatabase(folder)
                .withPropertyValues("idempotency.jdbc.initialize-schema=always")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(Databases.hasTable(context.getBean(DataSource.class), "idempotency_record"))
                            .isTrue();
                });
        // The table is there now, and the script runs again without harm.
        fileDatabase(folder)
                .withPropertyValues("idempotency.jdbc.initialize-schema=always")
                .run(context -> assertThat(context).hasNotFailed());
        fileDatabase(folder).run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void aMissingTableStopsTheStartNamingScriptAndProperty(@TempDir Path folder) {
        fileDatabase(folder).run(context -> {
            FailureAnalysis analysis = Analyses.of(context.getStartupFailure());
            assertThat(analysis.getDescription())
                    .contains("'idempotency_record' does not exist")
                    .contains("schema-h2.sql");
            assertThat(analysis.getAction()).contains("'idempotency.jdbc.initialize-schema=always'");
        });
        embedded.withPropertyValues("idempotency.jdbc.initialize-schema=never")
                .run(context -> assertThat(
                                Analyses.of(context.getStartupFailure()).getDescription())
                        .contains("schema-h2.sql"));
    }

    @Test
    void aDatabaseThatIsAwayDoesNotStopTheStart(CapturedOutput output) {
        app.withBean(DataSource.class, Unreachable::new)
                .withPropertyValues("idempotency.store-timeout=100ms")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(output).contains("could not be checked").contains("refused until it answers");
                });
    }

    @Test
    void theTableMayHaveAnotherName() {
        embedded.withPropertyValues("idempotency.jdbc.table=billing_keys").run(context -> {
            assertThat(context).hasNotFailed();
            DataSource dataSource = context.getBean(DataSource.class);
            assertThat(Databases.hasTable(dataSource, "billing_keys")).isTrue();
            assertThat(Databases.hasTable(dataSource, "idempotency_record")).isFalse();
            context.getBean(IdempotencyTemplate.class).run("key", () -> {});
        });
    }

    @Test
    void aDatabaseThatDoesNotKeepTheKeysGetsNoTable() {
        embedded.withBean(RedisConnectionFactory.class, () -> mock(RedisConnectionFactory.class))
                .withPropertyValues("idempotency.store=redis")
                .run(context -> assertThat(Databases.hasTable(context.getBean(DataSource.class), "idempotency_record"))
                        .isFalse());
        embedded.withPropertyValues("idempotency.store=memory")
                .run(context -> assertThat(Databases.hasTable(context.getBean(DataSource.class), "idempotency_record"))
                        .isFalse());
    }

    @Test
    void aMigrationOfTheApplicationRunsBeforeTheTableIsLookedFor(@TempDir Path folder) {
        fileDatabase(folder)
                .withUserConfiguration(Migration.class)
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void settingsArrive() {
        embedded.withPropertyValues(
                        "idempotency.store-timeout=700ms",
                        "idempotency.jdbc.max-payload=1KB",
                        "idempotency.jdbc.platform=h2")
                .run(context -> {
                    assertThat(context.getBean(JdbcStoreSettings.class))
                            .isEqualTo(
                                    new JdbcStoreSettings("idempotency_record", Duration.ofMillis(700), 1_024, true));
                    assertThat(context.getBean(IdempotencyStore.class).traits().maxPayloadBytes())
                            .isEqualTo(1_024);
                });
    }

    @Test
    void settingsThatCannotBeUsedStopTheStart() {
        for (String wrong : List.of("platform=db2", "table=a;b", "max-payload=0B")) {
            embedded.withPropertyValues("idempotency.jdbc." + wrong)
                    .run(context -> assertThat(
                                    Analyses.of(context.getStartupFailure()).getDescription())
                            .contains("'idempotency.jdbc." + wrong.substring(0, wrong.indexOf('=')) + "'"));
        }
    }

    @Test
    void aDataSourceThatTakesPartInTransactionsIsRefusedWithAWayOut() {
        app.withBean(DataSource.class, () -> new TransactionAwareDataSourceProxy(Databases.embedded()))
                .run(context -> {
                    FailureAnalysis analysis = Analyses.of(context.getStartupFailure());
                    assertThat(analysis.getDescription()).contains("TransactionAwareDataSourceProxy");
                    assertThat(analysis.getAction()).contains("new JdbcIdempotencyStore(dataSource)");
                });
    }

    @ParameterizedTest
    @EnumSource(SchemaInitialization.class)
    void aDataSourceThatChoosesByThreadIsRefusedWithAWayOutBeforeATableIsMade(SchemaInitialization mode) {
        DataSource north = Databases.embedded();
        app.withBean(DataSource.class, () -> new TenantRouter(north))
                .withPropertyValues("idempotency.jdbc.initialize-schema=" + mode)
                .run(context -> {
                    FailureAnalysis analysis = Analyses.of(context.getStartupFailure());
                    assertThat(analysis.getDescription()).contains("AbstractRoutingDataSource");
                    assertThat(analysis.getAction()).contains("new JdbcIdempotencyStore(dataSource)");
                    assertThat(Databases.hasTable(north, "idempotency_record")).isFalse();
                });
    }

    @Test
    void withoutTheStoresClassesADataSourceDoesNotCount() {
        embedded.withClassLoader(new FilteredClassLoader("io.github.idempotency.store.jdbc"))
                .run(context -> assertThat(
                                context.getBean(IdempotencyStore.class).traits().name())
                        .isEqualTo("memory"));
    }

    @Test
    void withoutSpringBootsSupportForDatabasesAnExistingTableIsUsed(@TempDir Path folder) {
        fileDatabase(folder)
                .withPropertyValues("idempotency.jdbc.initialize-schema=always")
                .run(context -> assertThat(context).hasNotFailed());
        fileDatabase(folder)
                .withClassLoader(
                        new FilteredClassLoader("org.springframework.boot.jdbc", "org.springframework.boot.sql"))
                .run(context ->
                        assertThat(context.getBean(IdempotencyStore.class)).isInstanceOf(JdbcIdempotencyStore.class));
    }

    private ApplicationContextRunner fileDatabase(Path folder) {
        return app.withBean(
                DataSource.class,
                () -> new DriverManagerDataSource(
                        "jdbc:h2:file:" + folder.resolve("keys").toAbsolutePath(), "sa", ""));
    }

    /** As Flyway does it: a bean that other beans know to wait for. */
    @Configuration(proxyBeanMethods = false)
    static class Migration {
        @Bean
        DataSourceScriptDatabaseInitializer migration(DataSource dataSource) {
            DatabaseInitializationSettings settings = new DatabaseInitializationSettings();
            settings.setMode(DatabaseInitializationMode.ALWAYS);
            settings.setSchemaLocations(List.of("classpath:io/github/idempotency/store/jdbc/schema-h2.sql"));
            return new DataSourceScriptDatabaseInitializer(dataSource, settings);
        }
    }

    /** There is no tenant when the application starts. */
    static final class TenantRouter extends AbstractRoutingDataSource {

        TenantRouter(DataSource north) {
            setTargetDataSources(Map.of("north", north, "south", Databases.embedded()));
            setDefaultTargetDataSource(north);
        }

        @Override
        protected @Nullable Object determineCurrentLookupKey() {
            return null;
        }
    }

    static class Unreachable extends AbstractDataSource {

        @Override
        public Connection getConnection() throws SQLException {
            throw new SQLException("connection refused", "08001");
        }

        @Override
        public Connection getConnection(String user, String password) throws SQLException {
            return getConnection();
        }
    }
}
