package io.github.idempotency.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Platforms that came with schema version 2. */
class LaterPlatformsTests {

    @ParameterizedTest
    @ValueSource(strings = {"hsqldb", "sqlite", "oracle", "sqlserver", "cockroachdb", "yugabytedb"})
    void everyNameInAScriptFollowsTheTable(String platform) {
        String script = SchemaScripts.text(SqlDialects.of(platform), "billing.seen");

        assertThat(script)
                .containsPattern("CREATE (CACHED )?TABLE (IF NOT EXISTS )?billing\\.seen \\(")
                .containsPattern("CREATE TABLE (IF NOT EXISTS )?billing\\.seen_version \\(")
                .containsPattern("INDEX (IF NOT EXISTS )?seen_purge_idx ")
                .doesNotContain("idempotency_record")
                .doesNotContain("billing.seen_purge");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hsqldb", "sqlite", "oracle", "sqlserver", "cockroachdb", "yugabytedb"})
    void theScriptRecordsTheVersionItMakes(String platform) {
        SqlDialect dialect = SqlDialects.of(platform);
        List<String> statements = ScriptRecorder.statements(dialect);

        assertThat(statements.get(statements.size() - 1))
                .containsPattern("(INSERT|MERGE) INTO idempotency_record_version .*"
                        + Pattern.quote(String.valueOf(SchemaScripts.VERSION)));
        assertThat(statements)
                .as("statements that start in the middle of one")
                .allSatisfy(statement -> assertThat(statement).matches("(?s)(CREATE|BEGIN|MERGE|INSERT) .*"));
        assertThat(SchemaScripts.upgrades(dialect, 1)).containsExactly(SchemaScripts.location(dialect));
    }

    @Test
    void whoAsksForAnUnknownPlatformLearnsAllThatThereAre() {
        assertThatThrownBy(() -> SqlDialects.of("sybase"))
                .hasMessageContaining("'sybase'")
                .hasMessageEndingWith("postgresql, h2, mysql, mariadb, hsqldb, sqlite, oracle, sqlserver, cockroachdb,"
                        + " yugabytedb");
    }
}
