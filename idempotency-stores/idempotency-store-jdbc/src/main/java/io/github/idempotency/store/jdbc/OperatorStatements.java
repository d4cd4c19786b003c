package io.github.idempotency.store.jdbc;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.Outcome;
import io.github.idempotency.store.Owner;
import io.github.idempotency.store.RecordListing;
import io.github.idempotency.store.RecordView;
import io.github.idempotency.store.UnreadableRecordException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What operators look at and decide, as statements on a given connection. Immutable and thread-safe. */
final class OperatorStatements {

    private static final int OPERATION = StoredRecord.NEXT_COLUMN;
    private static final int PAYLOAD_BYTES = OPERATION + 1;
    private static final int AGE = PAYLOAD_BYTES + 1;

    /** {@link Listing} expects the key behind these. */
    static final int KEY = AGE + 1;

    static final String VIEW = "SELECT " + StoredRecord.COLUMNS
            + ", operation, {payload_bytes} AS payload_bytes, {now} - created_at AS age";

    private static final String FIND = VIEW + " FROM {table} WHERE id = ?";

    private static final String DELETE = "DELETE FROM {table} WHERE id = ? AND expires_at > {now}";

    /** For records that cannot be read: they are in the way of claims also when their retention has ended. */
    private static final String DELETE_EXPIRED = "DELETE FROM {table} WHERE id = ? AND expires_at <= {now}";

    private static final String STILL_WAITING = """
             WHERE id = ? AND owner = ? AND token = ? AND format = 1 AND expires_at > {now}
               AND (state = 'C' AND lease_until <= {now} OR state = 'S' AND outcome = 'U')
            """;

    /** The new owner is a nonce that nobody has, so no lease fits any more. */
    private static final String SETTLE = """
            UPDATE {table}
               SET state = 'S', outcome = ?, payload = ?, owner = ?, expires_at = {now} + ?, purge_after = {now} + ?
            """;

    /**
     * An end in the past instead of a row the less: whoever claims next finds a record that has expired, and gets a token
     * greater than any before. That is also why purge_after stays where it is.
     */
    private static final String REOPEN = "UPDATE {table} SET expires_at = 0";

    private final Listing listing;
    private final String find;
    private final String settle;
    private final String reopen;
    private final String delete;
    private final String deleteExpired;

    OperatorStatements(SqlDialect dialect, String table) {
        this.listing = new Listing(dialect, table);
        this.find = dialect.render(FIND, table);
        this.settle = dialect.render(SETTLE + STILL_WAITING, table);
        this.reopen = dialect.render(REOPEN + STILL_WAITING, table);
        this.delete = dialect.render(DELETE, table);
        this.deleteExpired = dialect.render(DELETE_EXPIRED, table);
    }

    Optional<RecordView> find(SqlSession session, IdempotencyKey key) throws SQLException {
        Optional<RecordView> found = session.first(
                find,
                row -> {
                    StoredRecord record = StoredRecord.read(key, row);
                    return record.expired() ? Optional.empty() : Optional.of(view(record, row));
                },
                key.bytes());
        return found == null ? Optional.empty() : found;
    }

    static RecordView view(StoredRecord record, ResultSet row) throws SQLException {
        // NULL is what Oracle makes of an empty name; elsewhere the column forbids it.
        String operation = Objects.requireNonNullElse(row.getString(OPERATION), "");
        return record.view(operation, row.getInt(PAYLOAD_BYTES), Micros.toDuration(row.getLong(AGE)));
    }

    RecordListing list(SqlSession session, Set<RecordView.State> states, int atMost) throws SQLException {
        return listing.of(session, states, atMost);
    }

    /** Null if the record changed while it was looked at. */
    @Nullable
    Boolean settle(SqlSession session, IdempotencyKey key, Outcome outcome, Duration retention) throws SQLException {
        StoredRecord record = waiting(session, key);
        if (record == null) {
            return false;
        }
        long micros = Micros.of(retention);
        int rows = session.update(
                settle,
                String.valueOf(outcome.kind().code()),
                outcome.payload(),
                Owner.next().bytes(),
                micros,
                micros,
                key.bytes(),
                record.owner().bytes(),
                record.token());
        return rows == 1 ? true : null;
    }

    /** Null if the record changed while it was looked at. */
    @Nullable
    Boolean reopen(SqlSession session, IdempotencyKey key) throws SQLException {
        StoredRecord record = waiting(session, key);
        if (record == null) {
            return false;
        }
        int rows = session.update(reopen, key.bytes(), record.owner().bytes(), record.token());
        return rows == 1 ? true : null;
    }

    /** Throws if the record cannot be read: a condition alone would pass over it. */
    private @Nullable StoredRecord waiting(SqlSession session, IdempotencyKey key) throws SQLException {
        StoredRecord record = session.first(find, row -> StoredRecord.read(key, row), key.bytes());
        return record != null && !record.expired() && record.waiting() ? record : null;
    }

    boolean delete(SqlSession session, IdempotencyKey key) throws SQLException {
        return session.update(delete, key.bytes()) == 1
                || (unreadable(session, key) && session.update(deleteExpired, key.bytes()) == 1);
    }

    private boolean unreadable(SqlSession session, IdempotencyKey key) throws SQLException {
        try {
            session.first(find, row -> StoredRecord.read(key, row), key.bytes());
            return false;
        } catch (UnreadableRecordException e) {
            return true;
        }
    }
}
