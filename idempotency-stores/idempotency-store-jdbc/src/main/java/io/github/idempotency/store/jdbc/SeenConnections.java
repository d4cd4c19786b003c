package io.github.idempotency.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * Tells a pool from a data source that opens a connection whenever it is asked: a pool hands out the same ones again. One
 * whose wrappers do not show what is inside is never recognised. Thread-safe.
 */
final class SeenConnections {

    private final Map<Connection, Boolean> seen = new WeakHashMap<>();

    /** Whether the driver's connection in this one was here before; it is from now on. */
    boolean again(Connection connection) {
        try {
            Connection inner = connection.unwrap(Connection.class);
            synchronized (seen) {
                return seen.put(inner, true) != null;
            }
        } catch (SQLException | RuntimeException | AbstractMethodError e) {
            return false;
        }
    }
}
