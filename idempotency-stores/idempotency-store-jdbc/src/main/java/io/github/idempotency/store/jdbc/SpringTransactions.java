package io.github.idempotency.store.jdbc;

import io.github.idempotency.store.StoreUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The connection of the transaction the current thread is in, as Spring's transaction managers bind it. The one class of
 * the store that needs spring-jdbc, and only to be called.
 */
final class SpringTransactions {

    private SpringTransactions() {}

    /**
     * To be given back.
     *
     * @throws StoreUnavailableException if the thread is in no transaction of this data source, or in one that only reads
     */
    static Connection connection(DataSource dataSource) throws SQLException {
        if (!TransactionSynchronizationManager.isActualTransactionActive()
                || !(TransactionSynchronizationManager.getResource(dataSource) instanceof ConnectionHolder)) {
            throw noTransaction();
        }
        if (TransactionSynchronizationManager.isCurrentTransactionReadOnly()) {
            throw new StoreUnavailableException(
                    "The current transaction is read-only, so no idempotency record can be written in it: remove readOnly"
                            + " from its @Transactional, or do without transaction = SAME",
                    null);
        }
        Connection connection = DataSourceUtils.doGetConnection(dataSource);
        boolean commitsByItself = true;
        try {
            commitsByItself = connection.getAutoCommit();
        } finally {
            if (commitsByItself) {
                giveBack(connection, dataSource);
            }
        }
        if (commitsByItself) {
            throw noTransaction();
        }
        return connection;
    }

    static void giveBack(Connection connection, DataSource dataSource) throws SQLException {
        DataSourceUtils.doReleaseConnection(connection, dataSource);
    }

    private static StoreUnavailableException noTransaction() {
        return new StoreUnavailableException(
                "The current thread is in no transaction of the store's data source: begin one with a transaction manager"
                        + " that manages the very DataSource the store was given (DataSourceTransactionManager,"
                        + " JdbcTransactionManager, JpaTransactionManager)",
                null);
    }
}
