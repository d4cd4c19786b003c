package io.github.idempotency.engine;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells operators why calls are refused that only they can help. Callers learn that it happened, and not why. During an
 * outage every call fails, so one line in ten seconds has to do; it says how many it stands for. Thread-safe.
 */
final class FailureLog {

    private static final Logger log = LoggerFactory.getLogger(IdempotencyEngine.class);
    private static final long INTERVAL_NANOS = Duration.ofSeconds(10).toNanos();

    private final LongSupplier nanos;
    private final Kind unavailable;
    private final Kind unreadable;

    FailureLog(LongSupplier nanos) {
        this.nanos = nanos;
        this.unavailable = new Kind(nanos.getAsLong());
        this.unreadable = new Kind(nanos.getAsLong());
    }

    /** @param proceeds whether the call is executed all the same */
    void storeUnavailable(ProtectedCall call, String store, boolean proceeds, Throwable cause) {
        long others = unavailable.due(nanos.getAsLong());
        if (others >= 0) {
            log.warn(
                    "The store '{}' failed for {} (key {}), which was {}: {} ({} more since the last line like this)",
                    store,
                    call.operation(),
                    call.key(),
                    proceeds ? "executed without protection" : "refused and not executed",
                    reasons(cause),
                    others);
        }
    }

    void recordUnreadable(ProtectedCall call, Throwable cause) {
        long others = unreadable.due(nanos.getAsLong());
        if (others >= 0) {
            log.error(
                    "{} (key {}) was refused because its record cannot be read: {} ({} more since the last line like this)",
                    call.operation(),
                    call.key(),
                    reasons(cause),
                    others);
        }
    }

    /** The library's own words; of what drivers say only the class, because the text may quote what was to be stored. */
    private static String reasons(Throwable cause) {
        StringBuilder reasons = new StringBuilder(String.valueOf(cause.getMessage()));
        Throwable next = cause.getCause();
        for (int depth = 0; next != null && depth < 5; depth++, next = next.getCause()) {
            reasons.append(depth == 0 ? "; caused by " : ", ")
                    .append(next.getClass().getName());
        }
        return reasons.toString();
    }

    /** One kind of line. */
    static final class Kind {

        private final AtomicLong next;
        private final AtomicLong silent = new AtomicLong();

        Kind(long now) {
            this.next = new AtomicLong(now);
        }

        /** @return how many went unsaid, or -1 if this one does, too */
        long due(long now) {
            long due = next.get();
            if (now - due >= 0 && next.compareAndSet(due, now + INTERVAL_NANOS)) {
                return silent.getAndSet(0);
            }
            silent.incrementAndGet();
            return -1;
        }
    }
}
