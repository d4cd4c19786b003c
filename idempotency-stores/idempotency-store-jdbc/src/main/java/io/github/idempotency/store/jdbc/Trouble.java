package io.github.idempotency.store.jdbc;

import java.sql.SQLException;
import java.util.Set;

/** Why a statement failed, as far as somebody has to mend it. */
enum Trouble {
    NO_TABLE,
    NO_COLUMN,
    READ_ONLY,
    /** An earlier statement has spoiled the transaction, and nobody has rolled it back. */
    FAILED_BEFORE,
    OTHER;

    private static final Set<String> NO_TABLE_STATES = Set.of("42P01", "42S02", "42S03", "42S04");
    private static final Set<String> NO_COLUMN_STATES = Set.of("42703", "42S22");
    private static final Set<String> READ_ONLY_STATES = Set.of("25006", "90097");
    private static final String IN_FAILED_TRANSACTION = "25P02";

    /** What the SQL state says by itself. */
    static Trouble of(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        if (NO_TABLE_STATES.contains(state)) {
            return NO_TABLE;
        }
        if (NO_COLUMN_STATES.contains(state)) {
            return NO_COLUMN;
        }
        if (READ_ONLY_STATES.contains(state)) {
            return READ_ONLY;
        }
        return IN_FAILED_TRANSACTION.equals(state) ? FAILED_BEFORE : OTHER;
    }
}
