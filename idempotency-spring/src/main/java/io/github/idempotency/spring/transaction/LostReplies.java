package io.github.idempotency.spring.transaction;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.util.ClassUtils;

/**
 * Tells failures that undo what was done from those that leave it open: if the connection to a database ends while a
 * statement or a commit is under way, nobody knows whether it took effect.
 */
public final class LostReplies {

    /** Causes may form a circle. */
    private static final int DEEPEST_CAUSE = 20;

    private static final String NO_TRANSACTION = "org.springframework.transaction.CannotCreateTransactionException";

    private static final boolean TRANSACTIONS_PRESENT =
            ClassUtils.isPresent(NO_TRANSACTION, LostReplies.class.getClassLoader());

    /** By name, because they may be absent: nothing was sent where there was no connection. */
    private static final Set<String> NOTHING_SENT =
            Set.of(NO_TRANSACTION, "org.springframework.jdbc.CannotGetJdbcConnectionException");

    private static final Set<String> NEVER_CONNECTED = Set.of("08001", "08004");

    /** The standard's own code for it. */
    private static final String COMPLETION_UNKNOWN = "40003";

    private LostReplies() {}

    /** Whether a database may have done what this failure seems to say it has not. */
    public static boolean isCauseOf(Throwable failure) {
        boolean lost = false;
        @Nullable Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
            if (nothingSent(cause)) {
                return false;
            }
            lost |= cause instanceof SQLException sql && connectionLost(sql);
            Throwable first = TRANSACTIONS_PRESENT ? Rollbacks.reason(cause) : null;
            if (first != null) {
                // That the rollback failed as well says nothing.
                lost = false;
            }
            cause = first == null ? cause.getCause() : first;
        }
        return lost;
    }

    private static boolean nothingSent(Throwable cause) {
        return cause instanceof SQLTransientConnectionException
                || NOTHING_SENT.contains(cause.getClass().getName());
    }

    private static boolean connectionLost(SQLException e) {
        String state = e.getSQLState();
        if (state == null) {
            // A pool says so of a connection it has thrown away; databases give a number at least.
            return e.getErrorCode() == 0;
        }
        return !NEVER_CONNECTED.contains(state)
                && (state.startsWith("08")
                        || state.equals(COMPLETION_UNKNOWN)
                        || e instanceof SQLRecoverableException
                        || e instanceof SQLNonTransientConnectionException);
    }

    /** Apart, so that applications without transactions never load these classes. */
    private static final class Rollbacks {

        /** Why there was a rollback that failed in its turn; a commit that fails has no such reason. */
        static @Nullable Throwable reason(Throwable failure) {
            return failure instanceof TransactionSystemException system ? system.getApplicationException() : null;
        }
    }
}
