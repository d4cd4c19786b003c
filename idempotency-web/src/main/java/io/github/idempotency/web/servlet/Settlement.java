package io.github.idempotency.web.servlet;

import io.github.idempotency.Outcome;
import io.github.idempotency.WhenFails;
import io.github.idempotency.engine.Execution;
import io.github.idempotency.web.http.ResponseVerdict;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What becomes of the key of a request, by the status it ended with and by what is known about the handler's work. */
abstract sealed class Settlement permits LeasedSettlement, TransactionSettlement {

    static final Logger log = LoggerFactory.getLogger(Settlement.class);

    final Execution execution;
    final HandlerWork work;

    Settlement(Execution execution, HandlerWork work) {
        this.execution = execution;
        this.work = work;
    }

    /**
     * Settles a request whose answer is known.
     *
     * @return why that answer must not leave, or {@code null} if it may
     */
    abstract @Nullable Throwable settle(int status, Supplier<Outcome> answer);

    /**
     * Settles a request whose answer has left unseen.
     *
     * @param byHandler whether the status is one the handler or its exception handlers chose, not some filter outside
     */
    abstract void settleUnseen(int status, boolean byHandler);

    /** @return whether what the handler has returned cannot be recorded, and goes on its way unrecorded */
    abstract boolean givesUpOn(@Nullable Object returned);

    /**
     * The answer, of which only the beginning is known, cannot be kept any longer.
     *
     * @return whether it may go on its way
     * @throws IllegalStateException if it must not, and its handler has to stop
     */
    abstract boolean overflows(int status, int maxResponseBytes);

    /** Whether an answer of this status is one to be recorded. */
    final boolean records(int status) {
        return verdict(status) == ResponseVerdict.RECORD;
    }

    /** What is due to the key after an answer of this status. */
    final ResponseVerdict verdict(int status) {
        if (!execution.control().recording()) {
            return ResponseVerdict.RELEASE;
        }
        ResponseVerdict verdict = ResponseVerdict.of(status, execution.policy().whenFails());
        if (verdict == ResponseVerdict.RECORD && (work.refusedInside() || work.answersForUnfinishedWork())) {
            return execution.policy().whenFails() == WhenFails.HOLD ? ResponseVerdict.HOLD : ResponseVerdict.RELEASE;
        }
        return verdict;
    }

    /** The work is done, so a failure here must not free the key. */
    final Outcome recordable(Supplier<Outcome> answer) {
        try {
            return answer.get();
        } catch (RuntimeException | Error e) {
            log.error(
                    "The answer of {} (key {}) cannot be recorded; duplicates will be refused",
                    execution.operation(),
                    execution.key(),
                    e);
            return Outcome.unrecorded();
        }
    }

    final void tooLarge(int maxResponseBytes) {
        log.error(
                "The answer of {} (key {}) is larger than idempotency.web.max-response-size ({} bytes) and is not"
                        + " recorded; duplicates will be refused. Raise the limit or return less.",
                execution.operation(),
                execution.key(),
                maxResponseBytes);
    }
}
