package io.github.idempotency.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.store.StoreUnavailableException;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlFailuresTests {

    @ParameterizedTest
    @CsvSource({
        "42P01, does not exist",
        "42S02, schema-postgresql.sql",
        "42703, lacks a column",
        "25006, leads to the primary",
        "25P02, its exception was swallowed",
        "08006, reachable and not overloaded",
        "42501, 'SQL state 42501, error 7'",
    })
    void theMessageSaysWhatToCheck(String state, String advice) {
        assertThat(failure(new SQLException("refused", state, 7)).getMessage())
                .startsWith("Could not claim an idempotency record: ")
                .contains(advice);
    }

    @Test
    void theCauseIsKeptAndNotQuoted() {
        SQLException cause = new SQLException("Key (operation)=(secret) is odd", "23514", 0);

        StoreUnavailableException failure = failure(cause);

        assertThat(failure).hasCause(cause);
        assertThat(failure.getMessage()).doesNotContain("secret");
    }

    @Test
    void aConnectionIsNotUsedAgainAfterATimeoutOrALoss() {
        assertThat(SqlFailures.connectionLost(new SQLTimeoutException())).isTrue();
        assertThat(SqlFailures.connectionLost(new SQLException("gone", "08003")))
                .isTrue();
        assertThat(SqlFailures.connectionLost(new SQLException("duplicate", "23505")))
                .isFalse();
        assertThat(SqlFailures.connectionLost(new SQLException("?"))).isFalse();
    }

    private static StoreUnavailableException failure(SQLException cause) {
        return SqlFailures.failed("claim", JdbcStoreSettings.defaults(), SqlDialects.of("postgresql"), cause);
    }
}
