package io.github.idempotency.store.jdbc;

import java.sql.SQLException;
import java.time.Duration;

/**
 * A setting in milliseconds, changed by a statement that is not prepared: SQL Server forgets it at the end of one that is, and
 * the driver of SQLite refuses to run one as an update.
 */
final class PlainStatementLimit extends LockLimit {

    private final String show;
    private final String change;

    /**
     * @param show a query
     * @param change a statement that lacks the number at its end
     */
    PlainStatementLimit(String show, String change) {
        this.show = show;
        this.change = change;
    }

    @Override
    Undo set(SqlSession session, Duration wait) throws SQLException {
        Long before = session.first(show, row -> row.getLong(1));
        if (before == null) {
            throw new SQLException("The database does not tell how long a statement waits for a lock");
        }
        session.execute(change + millis(wait));
        return () -> session.execute(change + before);
    }

    @Override
    Duration longestWait(Duration wait) {
        return Duration.ofMillis(millis(wait));
    }
}
