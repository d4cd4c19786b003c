package io.github.idempotency.store.jdbc;

import io.github.idempotency.store.StoreUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The product behind a data source, once it is known, and the statements for it. Thread-safe. */
final class KnownProduct {

    private final String table;
    private volatile @Nullable SqlDialect dialect;
    private volatile @Nullable RecordStatements statements;

    /** @param dialect null to recognise the product on the first connection */
    KnownProduct(@Nullable SqlDialect dialect, String table) {
        this.dialect = dialect;
        this.table = table;
    }

    /** Null if it is not known yet. */
    @Nullable
    SqlDialect dialect() {
        return dialect;
    }

    SqlDialect dialect(Connection connection) throws SQLException {
        SqlDialect known = dialect;
        if (known == null) {
            try {
                known = SqlDialects.detect(connection);
            } catch (IllegalArgumentException e) {
                throw new StoreUnavailableException(String.valueOf(e.getMessage()), e);
            }
            dialect = known;
        }
        return known;
    }

    RecordStatements statements(SqlDialect product) {
        RecordStatements known = statements;
        if (known == null) {
            known = new RecordStatements(product, table);
            statements = known;
        }
        return known;
    }
}
