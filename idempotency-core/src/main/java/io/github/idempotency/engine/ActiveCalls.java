package io.github.idempotency.engine;

import io.github.idempotency.IdempotencyKey;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The protected calls the current thread is inside of, innermost first. */
final class ActiveCalls {

    private static final ThreadLocal<@Nullable Deque<Frame>> FRAMES = new ThreadLocal<>();

    private ActiveCalls() {}

    static @Nullable Execution innermost() {
        Deque<Frame> frames = FRAMES.get();
        return frames == null ? null : frames.element().execution;
    }

    static boolean contains(IdempotencyKey key) {
        Deque<Frame> frames = FRAMES.get();
        return frames != null
                && frames.stream().anyMatch(frame -> frame.execution.key().equals(key));
    }

    static Execution.Scope enter(Execution execution) {
        Deque<Frame> frames = FRAMES.get();
        if (frames == null) {
            frames = new ArrayDeque<>();
            FRAMES.set(frames);
        }
        Frame frame = new Frame(execution);
        frames.push(frame);
        return frame;
    }

    /** Closed twice or out of order it takes out nothing but itself, so that a pooled thread never stays inside. */
    private static final class Frame implements Execution.Scope {

        private final Execution execution;

        Frame(Execution execution) {
            this.execution = execution;
        }

        @Override
        public void close() {
            Deque<Frame> frames = FRAMES.get();
            if (frames != null && frames.remove(this) && frames.isEmpty()) {
                FRAMES.remove();
            }
        }
    }
}
