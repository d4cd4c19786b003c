package io.github.idempotency.store.jdbc;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * What may be set about a {@link JdbcIdempotencyStore}.
 *
 * @param table the table, optionally with its schema in front ({@code billing.idempotency_record}); letters, digits and
 *     underscores, at most {@value #MAX_NAME_LENGTH} of them per name, never quoted
 * @param timeout within which every call answers or throws, waiting for a connection included
 * @param maxPayloadBytes the largest outcome the store takes; keep MySQL's and MariaDB's {@code max_allowed_packet} well
 *     above it
 * @param coalesce whether claims or completions that wait at the same moment may share a statement, where the product has
 *     one for that (PostgreSQL)
 */
public record JdbcStoreSettings(String table, Duration timeout, long maxPayloadBytes, boolean coalesce) {

    /** The table the shipped scripts create. */
    public static final String DEFAULT_TABLE = "idempotency_record";

    /** Longest name of a table or a schema, in characters: leaves room for names derived from it. */
    public static final int MAX_NAME_LENGTH = 50;

    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(2);
    private static final long DEFAULT_MAX_PAYLOAD_BYTES = 8L * 1024 * 1024;
    private static final String NAME = "[A-Za-z_][A-Za-z0-9_]{0," + (MAX_NAME_LENGTH - 1) + "}";
    private static final Pattern TABLE = Pattern.compile("(?:" + NAME + "\\.)?" + NAME);

    public JdbcStoreSettings {
        requireTableName(table);
        if (timeout.compareTo(Duration.ofMillis(1)) < 0) {
            throw new IllegalArgumentException("The store timeout must be at least 1 ms, it is " + timeout);
        }
        if (maxPayloadBytes < 1) {
            throw new IllegalArgumentException(
                    "The largest payload must be at least one byte, it is " + maxPayloadBytes);
        }
    }

    /** The table {@value #DEFAULT_TABLE}, 2 seconds, 8 MiB, coalescing. */
    public static JdbcStoreSettings defaults() {
        return new JdbcStoreSettings(DEFAULT_TABLE, DEFAULT_TIMEOUT, DEFAULT_MAX_PAYLOAD_BYTES, true);
    }

    /** These settings with another {@link #table()}. */
    public JdbcStoreSettings withTable(String name) {
        return new JdbcStoreSettings(name, timeout, maxPayloadBytes, coalesce);
    }

    /** These settings with another {@link #timeout()}. */
    public JdbcStoreSettings withTimeout(Duration duration) {
        return new JdbcStoreSettings(table, duration, maxPayloadBytes, coalesce);
    }

    /** These settings with another {@link #maxPayloadBytes()}. */
    public JdbcStoreSettings withMaxPayloadBytes(long bytes) {
        return new JdbcStoreSettings(table, timeout, bytes, coalesce);
    }

    /** These settings with or without {@link #coalesce()}. */
    public JdbcStoreSettings withCoalescing(boolean wanted) {
        return new JdbcStoreSettings(table, timeout, maxPayloadBytes, wanted);
    }

    static void requireTableName(String table) {
        if (!TABLE.matcher(table).matches()) {
            throw new IllegalArgumentException("'" + table
                    + "' cannot be the name of the idempotency table: use letters, "
                    + "digits and underscores, at most " + MAX_NAME_LENGTH + ", optionally a schema and a dot before");
        }
    }
}
