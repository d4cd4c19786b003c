package io.github.idempotency.spring.transaction;

import java.sql.SQLException;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.ClassUtils;

/** The connections that transactions have bound to the current thread. */
final class BoundConnections {

    private static final boolean PRESENT = ClassUtils.isPresent(
            "org.springframework.jdbc.datasource.ConnectionHolder", BoundConnections.class.getClassLoader());

    private BoundConnections() {}

    /** Whether one of them is of no use any more. */
    static boolean isOneLost() {
        return PRESENT
                && TransactionSynchronizationManager.getResourceMap().values().stream()
                        .anyMatch(Holders::isLost);
    }

    /** Apart, so that applications without JDBC never load these classes. */
    private static final class Holders {

        static boolean isLost(Object resource) {
            if (!(resource instanceof ConnectionHolder holder)) {
                return false;
            }
            try {
                return holder.getConnection().isClosed();
            } catch (SQLException | RuntimeException e) {
                return true;
            }
        }
    }
}
