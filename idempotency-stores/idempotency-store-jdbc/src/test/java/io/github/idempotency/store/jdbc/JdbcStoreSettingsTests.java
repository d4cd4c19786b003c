package io.github.idempotency.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JdbcStoreSettingsTests {

    @ParameterizedTest
    @ValueSource(strings = {"idempotency_record", "T", "_x9", "billing.idempotency_record"})
    void plainNamesAreTaken(String name) {
        assertThatCode(() -> JdbcStoreSettings.defaults().withTable(name)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "9x",
                "a b",
                "a;b",
                "a--",
                "\"a\"",
                "a.b.c",
                ".a",
                "a.",
                "r\u00e9cord",
                "x\n",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            })
    void whatCouldChangeAStatementIsNot(String name) {
        assertThatThrownBy(() -> JdbcStoreSettings.defaults().withTable(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("letters, digits and underscores");
    }

    @Test
    void limitsHaveToMakeSense() {
        JdbcStoreSettings settings = JdbcStoreSettings.defaults();
        assertThatThrownBy(() -> settings.withTimeout(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> settings.withMaxPayloadBytes(0)).isInstanceOf(IllegalArgumentException.class);
        assertThat(settings.timeout()).isEqualTo(Duration.ofSeconds(2));
    }
}
