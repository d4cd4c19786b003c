package io.github.idempotency.benchmarks.purge;

import io.github.idempotency.benchmarks.DatabaseServer;
import java.sql.SQLException;

/**
 * What the server itself has counted since it started.
 *
 * @param lockTimeouts 0 on PostgreSQL, which counts none and is given none
 * @param lockWaits 0 on PostgreSQL, which counts none
 */
record ServerCounters(long deadlocks, long lockTimeouts, long lockWaits) {

    static ServerCounters read(Records records, DatabaseServer server) throws SQLException {
        if (server.platform().equals("postgresql")) {
            return new ServerCounters(
                    records.number("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"), 0, 0);
        }
        return new ServerCounters(
                metric(records, "lock_deadlocks"),
                metric(records, "lock_timeouts"),
                metric(records, "lock_row_lock_waits"));
    }

    ServerCounters since(ServerCounters old) {
        return new ServerCounters(
                deadlocks - old.deadlocks, lockTimeouts - old.lockTimeouts, lockWaits - old.lockWaits);
    }

    @Override
    public String toString() {
        return "deadlocks: " + deadlocks + ", lock timeouts: " + lockTimeouts + ", waits for row locks: " + lockWaits;
    }

    private static long metric(Records records, String name) throws SQLException {
        return records.number("SELECT count FROM information_schema.innodb_metrics WHERE name = '" + name + "'");
    }
}
