package io.github.idempotency.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaScriptsTests {

    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "h2", "mysql", "mariadb"})
    void everyNameInAScriptFollowsTheTable(String platform) {
        String script = SchemaScripts.text(SqlDialects.of(platform), "billing.seen");

        assertThat(script)
                .contains("CREATE TABLE IF NOT EXISTS billing.seen (")
                .contains(" seen_purge_idx ")
                .doesNotContain("idempotency_record")
                .doesNotContain("billing.seen_purge");
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
