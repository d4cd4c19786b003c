package io.github.idempotency.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.RETURNS_DEEP_STUBS;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What products call themselves. */
class SqlDialectsTests {

    private final Connection connection = mock(Connection.class, RETURNS_DEEP_STUBS);

    @ParameterizedTest
    @CsvSource({
        "H2, h2",
        "MySQL, mysql",
        "HSQL Database Engine, hsqldb",
        "SQLite, sqlite",
        "Oracle, oracle",
        "Microsoft SQL Server, sqlserver"
    })
    void aProductIsRecognisedByItsName(String product, String platform) throws SQLException {
        when(connection.getMetaData().getDatabaseProductName()).thenReturn(product);

        assertThat(SqlDialects.detect(connection).platform()).isEqualTo(platform);
        verify(connection, never()).createStatement();
    }

    @ParameterizedTest
    @CsvSource({
        "'PostgreSQL 18.0 on x86_64-pc-linux-musl, compiled by gcc', postgresql",
        "'CockroachDB CCL v24.1.0 (x86_64-pc-linux-gnu, built 2024/05/15)', cockroachdb",
        "'PostgreSQL 15.2-YB-2025.1.0.0-b168 on x86_64-pc-linux-gnu', yugabytedb"
    })
    void whoSpeaksThePostgresqlProtocolIsRecognisedByItsVersion(String version, String platform) throws SQLException {
        ResultSet rows = mock(ResultSet.class);
        when(rows.next()).thenReturn(true);
        when(rows.getString(1)).thenReturn(version);
        when(connection.getMetaData().getDatabaseProductName()).thenReturn("PostgreSQL");
        when(connection.createStatement().executeQuery(anyString())).thenReturn(rows);

        assertThat(SqlDialects.detect(connection).platform()).isEqualTo(platform);
    }

    @Test
    void anUnknownProductIsAnsweredWithAllThatAreKnown() throws SQLException {
        when(connection.getMetaData().getDatabaseProductName()).thenReturn("Adabas");

        assertThatThrownBy(() -> SqlDialects.detect(connection))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("'Adabas'", "hsqldb", "sqlite", "oracle", "sqlserver", "yugabytedb");
    }
}
