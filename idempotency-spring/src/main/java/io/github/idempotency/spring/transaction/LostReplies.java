package io.github.idempotency.spring.transaction;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells failures that undo what was done from those that leave it open: if the connection to a database ends while a
 * statement or a commit is under way, nobody knows whether it took effect.
 */
public final class LostReplies {

    /** Causes may form a circle. */
    private static final int DEEPEST_CAUSE = 20;

    /** By name, because they may be absent: nothing was sent where there was no connection. */
    private static final Set<String> NOTHING_SENT = Set.of(
            "org.springframework.transaction.CannotCreateTransactionException",
            "org.springframework.jdbc.CannotGetJdbcConnectionException");

    private static final Set<String> NEVER_CONNECTED = Set.of("08001", "08004");

    private LostReplies() {}

    /** Whether a database may have done what this failure seems to say it has not. */
    public static boolean isCauseOf(Throwable failure) {
        @Nullable Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
            if (cause instanceof SQLTransientConnectionException
                    || NOTHING_SENT.contains(cause.getClass().getName())) {
                return false;
            }
            if (cause instanceof SQLException sql && connectionLost(sql)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private static boolean connectionLost(SQLException e) {
        String state = e.getSQLState();
        if (state != null && NEVER_CONNECTED.contains(state)) {
            return false;
        }
        return (state != null && state.startsWith("08"))
                || e instanceof SQLRecoverableException
                || e instanceof SQLNonTransientConnectionException;
    }
}
