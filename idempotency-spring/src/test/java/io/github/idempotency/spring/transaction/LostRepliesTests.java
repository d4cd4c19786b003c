package io.github.idempotency.spring.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

class LostRepliesTests {

    private static final SQLException LOST = new SQLException("An I/O error occurred", "08006");

    @Test
    void aCommitWhoseConnectionEndedIsOpen() {
        assertThat(LostReplies.isCauseOf(new TransactionSystemException("commit", LOST)))
                .isTrue();
        assertThat(LostReplies.isCauseOf(new DataAccessResourceFailureException("commit", LOST)))
                .isTrue();
        assertThat(LostReplies.isCauseOf(new IllegalStateException(new SQLRecoverableException("closed"))))
                .isTrue();
        assertThat(LostReplies.isCauseOf(new SQLNonTransientConnectionException("closed")))
                .isTrue();
    }

    @Test
    void aConnectionThePoolHasThrownAwayIsOpen() {
        assertThat(LostReplies.isCauseOf(new TransactionSystemException(
                        "Could not roll back JDBC transaction", new SQLException("Connection is closed"))))
                .isTrue();
        assertThat(LostReplies.isCauseOf(new SQLException("result is ambiguous", "40003")))
                .isTrue();
    }

    @Test
    void aRollbackThatFailedInItsTurnUndoesLikeAnyOther() {
        TransactionSystemException rollback =
                new TransactionSystemException("Could not roll back", new SQLException("Connection is closed"));
        rollback.initApplicationException(new IllegalStateException("out of stock"));

        assertThat(LostReplies.isCauseOf(rollback)).isFalse();
    }

    @Test
    void whatTheDatabaseRefusedIsUndone() {
        assertThat(LostReplies.isCauseOf(new SQLException("a driver without states", null, 19)))
                .isFalse();
        assertThat(LostReplies.isCauseOf(new SQLException("duplicate key", "23505")))
                .isFalse();
        assertThat(LostReplies.isCauseOf(new SQLException("serialization failure", "40001")))
                .isFalse();
        assertThat(LostReplies.isCauseOf(new IllegalStateException("out of stock")))
                .isFalse();
    }

    @Test
    void withoutAConnectionNothingWasSent() {
        assertThat(LostReplies.isCauseOf(new CannotCreateTransactionException("no connection", LOST)))
                .isFalse();
        assertThat(LostReplies.isCauseOf(new CannotGetJdbcConnectionException("no connection", LOST)))
                .isFalse();
        assertThat(LostReplies.isCauseOf(new SQLException(
                        "pool", new SQLTransientConnectionException("Connection is not available", null, 0, LOST))))
                .isFalse();
        assertThat(LostReplies.isCauseOf(new SQLException("Connection refused", "08001")))
                .isFalse();
    }

    @Test
    void circlesOfCausesEnd() {
        RuntimeException first = new IllegalStateException("first");
        first.initCause(new IllegalStateException("second", first));

        assertThat(LostReplies.isCauseOf(first)).isFalse();
    }
}
