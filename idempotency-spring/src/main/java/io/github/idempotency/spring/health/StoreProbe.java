package io.github.idempotency.spring.health;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.store.RecordInspector;
import io.github.idempotency.store.UnreadableRecordException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Asks a store for a record that is never there. On a thread of its own, because the caller's may be in a transaction and
 * is not to wait longer than the timeout; one question at a time, however many callers there are, until it has had its time.
 * Thread-safe.
 */
final class StoreProbe {

    private static final IdempotencyKey NOBODYS = IdempotencyKey.of("idempotency", "health");
    private static final Duration LONGEST = Duration.ofMinutes(1);

    /** While the store does not answer: enough for one that does again, and little for those who look. */
    private static final Duration IN_TROUBLE = Duration.ofMillis(200);

    /** What is not answered by then, or by the timeout, may never be, though the store answers others. */
    private static final Duration REPLACED_AFTER = Duration.ofSeconds(10);

    /** One that asks, and those whose question was replaced and that may hang for ever. */
    private static final int MOST_THREADS = 3;

    private final RecordInspector store;
    private final StorePulse pulse;
    private final Duration timeout;
    private final Duration replacedAfter;
    private final AtomicInteger threads = new AtomicInteger();
    private @Nullable StoreQuestion last;
    private long firstUnanswered;

    StoreProbe(RecordInspector store, StorePulse pulse, Duration timeout) {
        this.store = store;
        this.pulse = pulse;
        this.timeout = shorter(timeout, LONGEST);
        this.replacedAfter = longer(this.timeout, REPLACED_AFTER);
    }

    /** The question that is under way, or a new one. Does not wait. */
    synchronized StoreQuestion ask() {
        StoreQuestion before = last;
        if (before != null && (!before.isOver(replacedAfter) || threads.get() >= MOST_THREADS)) {
            return before;
        }
        Throwable failure = before == null ? null : before.failure();
        boolean holds = before != null && !pulse.answeredSince(before.begun());
        StoreQuestion next = new StoreQuestion(
                pulse, failure == null ? timeout : shorter(timeout, IN_TROUBLE), holds ? failure : null);
        if (before == null || pulse.answeredSince(firstUnanswered)) {
            firstUnanswered = next.begun();
        }
        last = next;
        start(next);
        return next;
    }

    /** How long the store has been asked for without any answer, be it to a call or to a question. */
    synchronized Duration silence() {
        return pulse.silenceSince(firstUnanswered);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private void start(StoreQuestion question) {
        threads.incrementAndGet();
        Thread thread = new Thread(() -> ask(question), "idempotency-health");
        thread.setDaemon(true);
        try {
            thread.start();
        } catch (Throwable e) {
            // No threads left: nobody will answer, and the next one may ask again.
            end(question, e);
        }
    }

    private void ask(StoreQuestion question) {
        @Nullable Throwable failure = null;
        try {
            store.find(NOBODYS);
        } catch (UnreadableRecordException e) {
            // Whatever it is, the store handed it out.
        } catch (Throwable e) {
            failure = e;
        }
        end(question, failure);
    }

    private void end(StoreQuestion question, @Nullable Throwable failure) {
        threads.decrementAndGet();
        question.end(failure);
    }
}
