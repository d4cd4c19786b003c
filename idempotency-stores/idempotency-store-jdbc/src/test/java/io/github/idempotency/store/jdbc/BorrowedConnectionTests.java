package io.github.idempotency.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BorrowedConnectionTests {

    private final H2Database database = H2Database.empty();
    private final StagedDataSource dataSource = new StagedDataSource(database.dataSource());

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void whatWasChangedIsPutBackAndNothingElseIsTouched() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
            dataSource.calls().clear();

            BorrowedConnection borrowed = BorrowedConnection.of(connection, Deadline.after(Duration.ofSeconds(5)));
            borrowed.readCommitted();
            borrowed.close();
        }

        assertThat(dataSource.calls())
                .filteredOn(call -> !call.startsWith("setNetworkTimeout"))
                .containsExactly(
                        "setAutoCommit=true",
                        "setTransactionIsolation=" + Connection.TRANSACTION_READ_COMMITTED,
                        "setTransactionIsolation=" + Connection.TRANSACTION_SERIALIZABLE,
                        "setAutoCommit=false",
                        "close",
                        "close");
        assertThat(dataSource.calls()).contains("setNetworkTimeout=0");
    }

    @Test
    void aConnectionThatIsAsItShouldBeIsNotTouched() throws SQLException {
        BorrowedConnection.of(dataSource.getConnection(), Deadline.after(Duration.ofSeconds(5)))
                .close();

        assertThat(dataSource.calls())
                .filteredOn(call -> !call.startsWith("setNetworkTimeout"))
                .containsExactly("close");
    }

    @Test
    void aBrokenConnectionIsDiscardedInsteadOfPutBack() throws SQLException {
        BorrowedConnection borrowed =
                BorrowedConnection.of(dataSource.getConnection(), Deadline.after(Duration.ofSeconds(5)));
        dataSource.calls().clear();

        borrowed.markBroken();
        borrowed.close();

        assertThat(dataSource.calls()).containsExactly("abort", "close");
    }

    @Test
    void aConnectionThatCannotBePutBackIsDiscardedQuietly() throws SQLException {
        Connection connection = dataSource.getConnection();
        connection.setAutoCommit(false);
        BorrowedConnection borrowed = BorrowedConnection.of(connection, Deadline.after(Duration.ofSeconds(5)));
        dataSource.calls().clear();

        dataSource.failOn("setAutoCommit");
        borrowed.close();

        assertThat(dataSource.calls()).endsWith("abort", "close");
    }

    @Test
    void aConnectionThatFailsFromTheStartDoesNotLeak() throws SQLException {
        Connection connection = dataSource.getConnection();
        dataSource.failOn("getAutoCommit");

        assertThatThrownBy(() -> BorrowedConnection.of(connection, Deadline.after(Duration.ofSeconds(5))))
                .isInstanceOf(SQLException.class);

        assertThat(dataSource.calls()).endsWith("close");
    }

    @Test
    void noStatementIsSentOnceTheTimeHasPassed() throws SQLException {
        BorrowedConnection borrowed =
                BorrowedConnection.of(dataSource.getConnection(), Deadline.after(Duration.ofMillis(50)));
        Deadline end = Deadline.after(Duration.ofMillis(51));
        while (!end.passed()) {
            Thread.onSpinWait();
        }
        dataSource.calls().clear();

        assertThatThrownBy(() -> borrowed.session().update("SELECT 1")).isInstanceOf(SQLException.class);

        assertThat(dataSource.calls()).doesNotContain("prepareStatement");
        borrowed.close();
    }
}
