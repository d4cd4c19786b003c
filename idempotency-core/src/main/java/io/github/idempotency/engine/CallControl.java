package io.github.idempotency.engine;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What the user's code asks for while it runs, about the recording of its own call. Thread-safe. */
public final class CallControl {

    private static final Duration SHORTEST_RETENTION = Duration.ofMillis(1);

    private volatile boolean recording = true;
    private volatile @Nullable Duration retention;

    CallControl() {}

    /** Frees the key instead of recording the answer: a retry executes again. */
    public void doNotRecord() {
        recording = false;
    }

    /** Whether the answer is to be recorded. */
    public boolean recording() {
        return recording;
    }

    /**
     * Keeps this one answer for another time than the operation's retention.
     *
     * @throws IllegalArgumentException if the duration is shorter than a millisecond
     */
    public void retainFor(Duration duration) {
        if (duration.compareTo(SHORTEST_RETENTION) < 0) {
            throw new IllegalArgumentException("A retention must be at least 1ms, not " + duration
                    + ". Use doNotRecord() to keep no answer at all.");
        }
        retention = duration;
    }

    Duration retentionOr(Duration standard) {
        Duration own = retention;
        return own == null ? standard : own;
    }
}
