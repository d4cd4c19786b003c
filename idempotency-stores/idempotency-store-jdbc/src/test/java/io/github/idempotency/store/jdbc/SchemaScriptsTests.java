package io.github.idempotency.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaScriptsTests {

    /** Platforms and how many statements their scripts have. */
    @ParameterizedTest
    @CsvSource({"postgresql, 1", "h2, 4", "mysql, 3", "mariadb, 3"})
    void everyScriptComesApartAtItsSeparator(String platform, int count) {
        assertThat(ScriptRecorder.statements(SqlDialects.of(platform)))
                .hasSize(count)
                .first()
                .asString()
                .contains("idempotency_record (");
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "h2", "mysql", "mariadb"})
    void everyNameInAScriptFollowsTheTable(String platform) {
        String script = SchemaScripts.text(SqlDialects.of(platform), "billing.seen");

        assertThat(script)
                .contains("CREATE TABLE IF NOT EXISTS billing.seen (")
                .contains("CREATE TABLE IF NOT EXISTS billing.seen_version (")
                .contains(" seen_purge_idx ")
                .doesNotContain("idempotency_record")
                .doesNotContain("billing.seen_purge");
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "h2", "mysql", "mariadb"})
    void everyNameInAnUpgradeFollowsTheTable(String platform) {
        List<String> upgrades = SchemaScripts.upgrades(SqlDialects.of(platform), 1);

        assertThat(upgrades).containsExactly(SchemaScripts.FOLDER + "upgrade-" + platform + "-2.sql");
        assertThat(upgrades)
                .allSatisfy(upgrade -> assertThat(SchemaScripts.text(upgrade, "billing.seen"))
                        .contains(SchemaScripts.versionTable("billing.seen"))
                        .doesNotContain("idempotency_record"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "h2", "mysql", "mariadb"})
    void tablesOfTheCurrentOrANewerVersionNeedNoUpgrade(String platform) {
        assertThat(SchemaScripts.upgrades(SqlDialects.of(platform), SchemaScripts.VERSION))
                .isEmpty();
        assertThat(SchemaScripts.upgrades(SqlDialects.of(platform), 99)).isEmpty();
    }

    @Test
    void theDefaultTableChangesNothing() {
        assertThat(SchemaScripts.text(SqlDialects.of("h2"), JdbcStoreSettings.DEFAULT_TABLE))
                .contains("CREATE TABLE IF NOT EXISTS idempotency_record (")
                .contains("idempotency_record_purge_idx ON idempotency_record (purge_after)");
    }

    @Test
    void aNameThatIsNoneIsRefused() {
        assertThatThrownBy(() -> SchemaScripts.text(SqlDialects.of("h2"), "a; DROP TABLE b"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPlatformWithoutDialectIsNamedWithThoseThatHaveOne() {
        assertThatThrownBy(() -> SqlDialects.of("sybase"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sybase")
                .hasMessageContaining("postgresql, h2, mysql, mariadb");
    }
}
