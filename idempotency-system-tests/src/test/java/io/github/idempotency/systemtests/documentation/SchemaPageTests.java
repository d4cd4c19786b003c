package io.github.idempotency.systemtests.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.Fingerprint;
import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.store.Claim;
import io.github.idempotency.store.ClaimRequest;
import io.github.idempotency.store.Owner;
import io.github.idempotency.store.jdbc.JdbcIdempotencyStore;
import io.github.idempotency.store.jdbc.SchemaScripts;
import io.github.idempotency.store.jdbc.SqlDialects;
import io.github.idempotency.systemtests.documentation.Documents.Block;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import liquibase.integration.spring.SpringLiquibase;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/** The blocks of {@code docs/schema.md} do what the page says, on H2. */
class SchemaPageTests {

    private static final Pattern LOCATIONS = Pattern.compile("locations: (.+)");

    private final String url = "jdbc:h2:mem:" + UUID.randomUUID();
    private final DataSource database = new DriverManagerDataSource(url + ";DB_CLOSE_DELAY=-1", "sa", "");

    @Test
    void flywayFindsTheMigrations() {
        Matcher locations = LOCATIONS.matcher(block("yaml", "flyway"));
        assertThat(locations.find()).isTrue();
        Flyway.configure()
                .dataSource(database)
                .locations(locations.group(1).replace("{vendor}", "h2").split(","))
                .load()
                .migrate();
        assertWorks(database);
    }

    @Test
    void liquibaseFindsTheChangelog(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("users-changelog.yaml"), block("yaml", "databaseChangeLog"));
        URL[] users = {folder.toUri().toURL()};
        try (URLClassLoader application = new URLClassLoader(users, getClass().getClassLoader())) {
            SpringLiquibase liquibase = new SpringLiquibase();
            liquibase.setResourceLoader(new DefaultResourceLoader(application));
            liquibase.setDataSource(database);
            liquibase.setChangeLog("classpath:users-changelog.yaml");
            liquibase.afterPropertiesSet();
        }
        assertWorks(database);
    }

    @Test
    void theRightsAreEnough() {
        runTheScript();
        JdbcTemplate admin = new JdbcTemplate(database);
        admin.execute("CREATE USER shop PASSWORD 'secret'");
        block("sql", "GRANT").lines().forEach(admin::execute);
        assertWorks(new DriverManagerDataSource(url, "shop", "secret"));
    }

    @Test
    void theVersionIsTheOneOfTheScripts() {
        runTheScript();
        assertThat(new JdbcTemplate(database).queryForObject(block("sql", "MAX(version)"), Integer.class))
                .isEqualTo(SchemaScripts.VERSION);
        String page = Documents.text(Documents.root().resolve("docs/schema.md"));
        assertThat(page)
                .contains("| " + SchemaScripts.VERSION + " |")
                .doesNotContain("| " + (SchemaScripts.VERSION + 1) + " |");
    }

    private void runTheScript() {
        new ResourceDatabasePopulator(new ClassPathResource(SchemaScripts.location(SqlDialects.of("h2"))))
                .execute(database);
    }

    private static void assertWorks(DataSource dataSource) {
        JdbcIdempotencyStore store = new JdbcIdempotencyStore(dataSource);
        assertThat(store.schema().problem()).isEmpty();
        assertThat(store.schema().advice()).isEmpty();
        Duration minute = Duration.ofMinutes(1);
        Claim claim = store.claim(new ClaimRequest(
                IdempotencyKey.of("page"), Owner.next(), Fingerprint.of("asked"), "page", minute, minute, true));
        assertThat(claim).isInstanceOfSatisfying(Claim.Granted.class, granted -> {
            assertThat(store.renew(granted.lease(), minute)).isTrue();
            assertThat(store.release(granted.lease())).isTrue();
        });
        assertThat(store.removeExpired(1)).isZero();
    }

    private static String block(String language, String content) {
        List<String> found = Documents.blocks(language)
                .filter(block -> block.page().equals("schema.md"))
                .map(Block::code)
                .filter(code -> code.contains(content))
                .toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }
}
