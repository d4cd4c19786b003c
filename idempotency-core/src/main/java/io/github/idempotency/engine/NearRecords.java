package io.github.idempotency.engine;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.Outcome;
import io.github.idempotency.store.Claim;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an engine keeps in memory of the records its own calls have settled. Of others, which it reads, it does not know
 * how long the store still has them. What waits for an operator, or has no answer, is left to the store, and a failure in
 * here costs a round trip and never a call. Thread-safe.
 */
final class NearRecords {

    /**
     * A moment before the store is told of an outcome.
     *
     * @param nanos as of {@link System#nanoTime()}
     * @param forgotten how often something had been forgotten by then
     */
    record Moment(long nanos, long forgotten) {}

    /** For engines that keep nothing. */
    static final NearRecords NONE = new NearRecords(null);

    private static final Logger log = LoggerFactory.getLogger(IdempotencyEngine.class);
    private static final Moment NEVER = new Moment(0, 0);

    private final @Nullable SettledRecords records;
    private final AtomicLong forgotten = new AtomicLong();
    private final FailureLog.Kind failures = new FailureLog.Kind(System.nanoTime());

    /** @param records where they are kept; {@code null} for nowhere */
    NearRecords(@Nullable SettledRecords records) {
        this.records = records;
    }

    Claim.@Nullable Settled find(IdempotencyKey key) {
        if (records == null) {
            return null;
        }
        try {
            return records.find(key);
        } catch (RuntimeException | Error e) {
            failed(e);
            return null;
        }
    }

    Moment now() {
        return records == null ? NEVER : new Moment(System.nanoTime(), forgotten.get());
    }

    /**
     * Keeps what the store has recorded, unless something has been forgotten since: it may have been this.
     *
     * @param told when the store was about to be told
     */
    void keep(ProtectedCall call, Outcome outcome, Duration retention, Moment told) {
        if (records == null || !isAnswer(outcome) || forgotten.get() != told.forgotten()) {
            return;
        }
        try {
            records.keep(call.key(), new Claim.Settled(call.fingerprint(), outcome), told.nanos(), retention);
            // Either this sees that something was forgotten meanwhile, or whoever forgets comes after.
            if (forgotten.get() != told.forgotten()) {
                records.forget(call.key());
            }
        } catch (RuntimeException | Error e) {
            failed(e);
        }
    }

    /** To be called after the store has been changed. */
    void forget(IdempotencyKey key) {
        if (records != null) {
            forgotten.incrementAndGet();
            records.forget(key);
        }
    }

    private static boolean isAnswer(Outcome outcome) {
        return outcome.kind() == Outcome.Kind.RESULT || outcome.kind() == Outcome.Kind.FAILURE;
    }

    /** Every call may fail, so that one line in ten seconds has to do. */
    private void failed(Throwable cause) {
        long others = failures.due(System.nanoTime());
        if (others >= 0) {
            log.warn(
                    "The near cache failed; the call goes on with the store ({} more since the last line like this)."
                            + " Mend or disable it.",
                    others,
                    cause);
        }
    }
}
