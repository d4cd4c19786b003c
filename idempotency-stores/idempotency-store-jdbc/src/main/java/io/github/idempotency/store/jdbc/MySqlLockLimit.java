package io.github.idempotency.store.jdbc;

import java.sql.SQLException;
import java.time.Duration;

/** In whole seconds, at least one. A variable of the session keeps what was there before, so that nobody has to ask. */
final class MySqlLockLimit extends LockLimit {

    private static final String SET = "SET @idempotency_lock_wait_timeout = @@SESSION.innodb_lock_wait_timeout,"
            + " SESSION innodb_lock_wait_timeout = ";
    private static final String RESTORE = "SET SESSION innodb_lock_wait_timeout = @idempotency_lock_wait_timeout";

    @Override
    Undo set(SqlSession session, Duration wait) throws SQLException {
        session.update(SET + Math.max(1, seconds(wait)));
        return () -> session.execute(RESTORE);
    }

    /** The server looks once a second whether a wait has lasted too long. */
    @Override
    Duration longestWait(Duration wait) {
        return Duration.ofSeconds(Math.max(1, seconds(wait)) + 1);
    }
}
