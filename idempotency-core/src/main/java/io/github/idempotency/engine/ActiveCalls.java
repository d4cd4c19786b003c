package io.github.idempotency.engine;

import io.github.idempotency.IdempotencyKey;
import org.jspecify.annotations.Nullable;

/** The protected calls the current thread is inside of, innermost first. */
final class ActiveCalls {

    private static final ThreadLocal<@Nullable Frame> INNERMOST = new ThreadLocal<>();

    private record Frame(Execution execution, @Nullable Frame outer) {}

    private ActiveCalls() {}

    static @Nullable Execution innermost() {
        Frame frame = INNERMOST.get();
        return frame == null ? null : frame.execution();
    }

    static boolean contains(IdempotencyKey key) {
        for (Frame frame = INNERMOST.get(); frame != null; frame = frame.outer()) {
            if (frame.execution().key().equals(key)) {
                return true;
            }
        }
        return false;
    }

    static Execution.Scope enter(Execution execution) {
        Frame outer = INNERMOST.get();
        INNERMOST.set(new Frame(execution, outer));
        return () -> {
            if (outer == null) {
                INNERMOST.remove();
            } else {
                INNERMOST.set(outer);
            }
        };
    }
}
