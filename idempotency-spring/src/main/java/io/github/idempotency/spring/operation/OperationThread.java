package io.github.idempotency.spring.operation;

/**
 * Knows which threads are inside an operation, also one that runs unprotected: without a key where none is required, or
 * without the store where the policy says to proceed. Thread-safe.
 */
public final class OperationThread {

    private static final ThreadLocal<Boolean> INSIDE = new ThreadLocal<>();
    private static final Scope OUTERMOST = INSIDE::remove;
    private static final Scope INNER = () -> {};

    private OperationThread() {}

    /** Ends the time in which a thread is inside an operation. */
    @FunctionalInterface
    public interface Scope extends AutoCloseable {
        @Override
        void close();
    }

    /** Whether the current thread is inside an operation. */
    public static boolean isInside() {
        return INSIDE.get() != null;
    }

    /** Marks the current thread as inside an operation until the scope is closed on the same thread. */
    public static Scope enter() {
        if (isInside()) {
            return INNER;
        }
        INSIDE.set(true);
        return OUTERMOST;
    }
}
