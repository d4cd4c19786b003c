package io.github.idempotency.store.jdbc;

import io.github.idempotency.store.StoreUnavailableException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;

/** Turns what drivers throw into errors that say what to check. */
final class SqlFailures {

    private SqlFailures() {}

    /** Whether the connection is of no use any more, or in a state nobody knows. */
    static boolean connectionLost(SQLException e) {
        String state = e.getSQLState();
        return (state != null && state.startsWith("08"))
                || e instanceof SQLTimeoutException
                || e instanceof SQLRecoverableException
                || e instanceof SQLNonTransientConnectionException
                || e instanceof SQLTransientConnectionException;
    }

    static StoreUnavailableException noConnection(String verb, JdbcStoreSettings settings, Exception e) {
        return new StoreUnavailableException(
                "No connection to " + verb + " an idempotency record within " + settings.timeout()
                        + ": check that the database can be reached, and that the connection pool is large enough and "
                        + "gets its connections back",
                e);
    }

    static StoreUnavailableException failed(
            String verb, JdbcStoreSettings settings, @Nullable SqlDialect dialect, SQLException e) {
        return new StoreUnavailableException(
                "Could not " + verb + " an idempotency record: " + reason(settings, dialect, e), e);
    }

    private static String reason(JdbcStoreSettings settings, @Nullable SqlDialect dialect, SQLException e) {
        Trouble trouble = dialect == null ? Trouble.of(e) : dialect.trouble(e, settings.table());
        String script = "schema-" + dialect + ".sql from the classpath folder " + SchemaScripts.FOLDER;
        if (trouble == Trouble.NO_TABLE) {
            return "the table '" + settings.table() + "' does not exist; run " + script
                    + ", or let the application create it when it starts";
        }
        if (trouble == Trouble.NO_COLUMN) {
            return "the table '" + settings.table() + "' lacks a column; compare it with " + script;
        }
        if (trouble == Trouble.READ_ONLY) {
            return "the database is read-only; give the store a data source that leads to the primary";
        }
        if (trouble == Trouble.FAILED_BEFORE) {
            return "the transaction had failed before: a statement in it failed and its exception was swallowed; let that"
                    + " exception through, or run the statement in a savepoint (Propagation.NESTED)";
        }
        if (connectionLost(e)) {
            return "the database did not answer within " + settings.timeout()
                    + ", or the connection was lost; check that it is up, reachable and not overloaded";
        }
        return "the database refused the statement (SQL state " + e.getSQLState() + ", error " + e.getErrorCode()
                + "); see the cause, and check the account's rights on the table '" + settings.table() + "'";
    }
}
