package io.github.idempotency.store.jdbc;

import java.sql.SQLException;
import java.time.Duration;

/** How a session is told how long its statements may wait for other transactions. */
abstract class LockLimit {

    /** Longer than anyone waits, short enough for every product. */
    private static final Duration LONGEST = Duration.ofDays(1);

    /**
     * The limit covers more than a wait for the key: growing a file, an index page being split, a maintenance task that is
     * about to step aside. Those are over in less, and who is not to wait for the key should not be refused for them.
     */
    private static final long SHORTEST_MILLIS = 50;

    /** Puts back what was there before, whatever has happened since. */
    interface Undo {
        void run() throws SQLException;
    }

    /** For the statements that follow, until it is undone. */
    abstract Undo set(SqlSession session, Duration wait) throws SQLException;

    /** After which time the database surely ends a wait that is to take that long; longer where it counts coarsely. */
    abstract Duration longestWait(Duration wait);

    /** Rounded up; never zero, which often means "no limit". */
    static long millis(Duration wait) {
        return Math.max(SHORTEST_MILLIS, bounded(wait).plusNanos(999_999).toMillis());
    }

    /** Rounded up; zero stays zero. */
    static long seconds(Duration wait) {
        return bounded(wait).plusNanos(999_999_999).toSeconds();
    }

    private static Duration bounded(Duration wait) {
        return wait.isNegative() ? Duration.ZERO : wait.compareTo(LONGEST) < 0 ? wait : LONGEST;
    }
}
