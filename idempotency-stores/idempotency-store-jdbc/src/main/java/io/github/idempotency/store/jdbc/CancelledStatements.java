package io.github.idempotency.store.jdbc;

import java.time.Duration;

/** For products without a setting: the driver cancels what takes too long, in whole seconds. */
final class CancelledStatements extends LockLimit {

    @Override
    Undo set(SqlSession session, Duration wait) {
        session.limitStatements(wholeSeconds(wait));
        return () -> session.limitStatements(0);
    }

    @Override
    Duration longestWait(Duration wait) {
        return Duration.ofSeconds(wholeSeconds(wait));
    }

    private static int wholeSeconds(Duration wait) {
        return (int) Math.max(1, seconds(wait));
    }
}
