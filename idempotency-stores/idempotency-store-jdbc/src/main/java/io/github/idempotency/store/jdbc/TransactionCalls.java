package io.github.idempotency.store.jdbc;

import io.github.idempotency.store.StoreUnavailableException;
import io.github.idempotency.store.TransactionConflictException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs calls on the connection of the transaction the current thread is in: within a time, errors translated. The
 * transaction's end and isolation are the caller's, whatever happens.
 */
final class TransactionCalls {

    /** Statements for one call. */
    interface Work<T> {

        T run(RecordStatements records, SqlSession session) throws SQLException;

        /** How long it may have to wait for other transactions, in addition to the store's timeout. */
        default Duration longestWait(RecordStatements records) {
            return Duration.ZERO;
        }
    }

    private static final Logger log = LoggerFactory.getLogger(JdbcIdempotencyStore.class);

    private final DataSource dataSource;
    private final KnownProduct product;
    private final JdbcStoreSettings settings;

    TransactionCalls(DataSource dataSource, KnownProduct product, JdbcStoreSettings settings) {
        this.dataSource = dataSource;
        this.product = product;
        this.settings = settings;
    }

    DataSource dataSource() {
        return dataSource;
    }

    /** With the mark of an interrupted thread taken off meanwhile, for the reason given in {@link StoreCalls}. */
    <T> T call(String verb, Work<T> work) {
        boolean interrupted = Thread.interrupted();
        try {
            return onConnection(verb, work);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private <T> T onConnection(String verb, Work<T> work) {
        try {
            Connection connection = SpringTransactions.connection(dataSource);
            try {
                return limited(connection, work);
            } finally {
                SpringTransactions.giveBack(connection, dataSource);
            }
        } catch (SQLException e) {
            SqlDialect dialect = product.dialect();
            if (dialect != null && dialect.repeatable(e) && !dialect.lockTimeout(e)) {
                throw new TransactionConflictException(
                        "The database gave another transaction precedence; roll this one back and try all of it again",
                        e);
            }
            throw SqlFailures.failed(verb, settings, dialect, e);
        } catch (NoClassDefFoundError e) {
            throw new StoreUnavailableException(
                    "Records can be part of a transaction only where Spring manages it: add spring-jdbc", e);
        }
    }

    private <T> T limited(Connection connection, Work<T> work) throws SQLException {
        RecordStatements records = product.statements(product.dialect(connection));
        Deadline deadline = Deadline.after(settings.timeout().plus(work.longestWait(records)));
        ReadLimit reads = new ReadLimit(connection, deadline);
        try {
            return work.run(records, new SqlSession(connection, reads::apply));
        } finally {
            try {
                reads.lift();
            } catch (SQLException e) {
                log.debug("The network timeout of a connection could not be put back", e);
            }
        }
    }
}
