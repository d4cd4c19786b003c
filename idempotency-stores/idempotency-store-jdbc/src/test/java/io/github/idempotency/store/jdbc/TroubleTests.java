package io.github.idempotency.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Errors of products that have codes rather than SQL states of their own, as their drivers report them. */
class TroubleTests {

    @ParameterizedTest
    @CsvSource({
        "oracle, 942, 42000, NO_TABLE",
        "oracle, 904, 42000, NO_COLUMN",
        "oracle, 16000, 25006, READ_ONLY",
        "oracle, 1031, 42000, OTHER",
        "sqlserver, 208, S0002, NO_TABLE",
        "sqlserver, 207, S0001, NO_COLUMN",
        "sqlserver, 3906, S0002, READ_ONLY",
        "sqlserver, 3930, S0001, FAILED_BEFORE",
        "sqlserver, 229, S0005, OTHER",
        "postgresql, 0, 25P02, FAILED_BEFORE",
        "cockroachdb, 0, 42P01, NO_TABLE",
        "cockroachdb, 0, 25P02, FAILED_BEFORE",
        "yugabytedb, 0, 42703, NO_COLUMN",
        "yugabytedb, 0, 25P02, FAILED_BEFORE",
        "sqlite, 1032, , READ_ONLY",
        "sqlite, 1, , OTHER"
    })
    void theCodeTellsWhatIsWrong(String platform, int code, String state, Trouble trouble) {
        assertThat(SqlDialects.of(platform).trouble(new SQLException("refused", state, code), "records"))
                .isEqualTo(trouble);
    }

    @ParameterizedTest
    @CsvSource({
        "oracle, 60, 61000, true",
        "oracle, 8177, 72000, true",
        "oracle, 1, 23000, false",
        "sqlserver, 1205, 40001, true",
        "sqlserver, 3960, S0005, true",
        "sqlserver, 2627, 23000, false",
        "cockroachdb, 0, 40001, true",
        "yugabytedb, 0, 40001, true",
        "hsqldb, -4861, 40001, true",
        "sqlite, 5, , true",
        "sqlite, 261, , true",
        "sqlite, 517, , true",
        "sqlite, 6, , true",
        "sqlite, 13, , false"
    })
    void whatWasUndoneForAnotherIsRepeated(String platform, int code, String state, boolean repeatable) {
        assertThat(SqlDialects.of(platform).repeatable(new SQLException("refused", state, code)))
                .isEqualTo(repeatable);
    }

    @ParameterizedTest
    @CsvSource({"oracle, 1, 23000", "sqlserver, 2627, 23000", "sqlserver, 2601, 23000", "hsqldb, -104, 23505"})
    void aKeyThatIsThereIsNoError(String platform, int code, String state) {
        assertThat(SqlDialects.of(platform).duplicateKey(new SQLException("duplicate", state, code)))
                .isTrue();
    }
}
