package io.github.idempotency.store.jdbc;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.store.RecordListing;
import io.github.idempotency.store.RecordView;
import io.github.idempotency.store.UnreadableRecordException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The query for many records: oldest first, because those are the first to be forgotten. There is no index for it, so it
 * reads the whole table.
 */
final class Listing {

    /** Formats only grow, so what this version cannot read comes last. */
    private static final String ORDER = " ORDER BY format, created_at ";

    /** For people who wait at a screen; and the row one too many says that there are more. */
    private static final int MOST = 1_000_000;

    /** Where corrupt rows stand before the sound ones, it takes more rows: at least so many, and so many times as many. */
    private static final int MORE = 1_000;

    private static final int TIMES_MORE = 10;

    private final SqlDialect dialect;
    private final String table;

    Listing(SqlDialect dialect, String table) {
        this.dialect = dialect;
        this.table = table;
    }

    RecordListing of(SqlSession session, Set<RecordView.State> states, int atMost) throws SQLException {
        if (states.isEmpty()) {
            return RecordListing.EMPTY;
        }
        int limit = Math.min(atMost, MOST);
        if (dialect.skipLocked().isEmpty()) {
            return listed(session, sql(states, ""), limit);
        }
        try {
            return listed(session, sql(states, dialect.refuseLocked()), limit);
        } catch (SQLException e) {
            if (!dialect.lockTimeout(e)) {
                throw e;
            }
        }
        // Nobody can say how many were passed over.
        return new RecordListing(
                listed(session, sql(states, dialect.skipLocked()), limit).records(), false);
    }

    private static RecordListing listed(SqlSession session, String sql, int limit) throws SQLException {
        int asked = limit + 1;
        while (true) {
            List<@Nullable RecordView> rows = session.all(sql, Listing::read, asked);
            List<RecordView> views = new ArrayList<>();
            for (RecordView row : rows) {
                if (row != null && views.size() < limit) {
                    views.add(row);
                }
            }
            if (views.size() == limit || rows.size() < asked || asked > MOST) {
                return new RecordListing(views, views.size() == rows.size());
            }
            asked = Math.min(MOST + 1, Math.max(MORE, TIMES_MORE * asked));
        }
    }

    /** Leaves out what is surely in another state, so that rows nobody can make sense of are noticed. */
    private String sql(Set<RecordView.State> states, String hint) {
        StringBuilder sql = new StringBuilder(OperatorStatements.VIEW)
                .append(", id FROM {table} ")
                .append(hint)
                .append(" WHERE expires_at > {now}");
        for (RecordView.State other : EnumSet.allOf(RecordView.State.class)) {
            if (!states.contains(other)) {
                sql.append(" AND NOT (format = 1 AND ").append(condition(other)).append(')');
            }
        }
        return dialect.render(sql.append(ORDER).append(dialect.rowLimit()).toString(), table);
    }

    private static String condition(RecordView.State state) {
        return switch (state) {
            case CLAIMED -> "state = 'C' AND lease_until > {now}";
            case ABANDONED -> "state = 'C' AND lease_until <= {now}";
            case SETTLED -> "state = 'S' AND COALESCE(outcome, '?') IN ('R', 'F', 'X')";
            case HELD -> "state = 'S' AND COALESCE(outcome, '?') = 'U'";
        };
    }

    /** Null if it cannot be read. */
    private static @Nullable RecordView read(ResultSet row) throws SQLException {
        try {
            IdempotencyKey key = IdempotencyKey.fromBytes(row.getBytes(OperatorStatements.KEY));
            return OperatorStatements.view(StoredRecord.read(key, row), row);
        } catch (IllegalArgumentException | UnreadableRecordException e) {
            return null;
        }
    }
}
