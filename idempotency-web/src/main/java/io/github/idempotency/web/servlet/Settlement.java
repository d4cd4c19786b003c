package io.github.idempotency.web.servlet;

import io.github.idempotency.Outcome;
import io.github.idempotency.WhenFails;
import io.github.idempotency.engine.Execution;
import io.github.idempotency.web.http.ResponseVerdict;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What becomes of the key of a request, by the status it ended with and by what is known about the handler's work. */
final class Settlement {

    private static final Logger log = LoggerFactory.getLogger(Settlement.class);

    private final Execution execution;
    private final HandlerWork work;

    Settlement(Execution execution, HandlerWork work) {
        this.execution = execution;
        this.work = work;
    }

    /** Whether an answer of this status is one to be recorded. */
    boolean records(int status) {
        return execution.control().recording() && verdict(status) == ResponseVerdict.RECORD;
    }

    /** Settles a request whose answer is known. */
    void settle(int status, Supplier<Outcome> answer) {
        settle(status, verdict(status), answer);
    }

    /**
     * Settles a request whose answer has left unseen.
     *
     * @param byHandler whether the status is one the handler or its exception handlers chose, not some filter outside
     */
    void settleUnseen(int status, boolean byHandler) {
        log.warn(
                "The answer of {} (key {}) was written outside of the idempotency filter and cannot be recorded",
                execution.operation(),
                execution.key());
        ResponseVerdict verdict = verdict(status);
        if (verdict == ResponseVerdict.RECORD && work.hasFailed() && !byHandler) {
            verdict = ofFailure(verdict);
        }
        settle(status, verdict, Outcome::unrecorded);
    }

    private void settle(int status, ResponseVerdict verdict, Supplier<Outcome> answer) {
        boolean left = false;
        try {
            boolean frees =
                    verdict == ResponseVerdict.RELEASE || !execution.control().recording();
            left = frees && work.mayGoOn();
            if (left) {
                leaveToItsWork();
            } else {
                end(status, verdict, answer);
            }
        } finally {
            if (!left && !execution.ended()) {
                execution.abandon();
            }
        }
    }

    /** Freeing the key now could let the work happen twice. */
    private void leaveToItsWork() {
        CompletionStage<?> end = work.observableEnd();
        if (end == null) {
            log.warn(
                    "{} (key {}) was answered while its work may still be going on; its lease is left to run out",
                    execution.operation(),
                    execution.key());
            execution.abandon();
            return;
        }
        log.warn(
                "{} (key {}) was answered while its work may still be going on; its key stays taken until that ends",
                execution.operation(),
                execution.key());
        end.whenComplete((value, failure) -> workEnded(failure != null));
    }

    private void workEnded(boolean failed) {
        boolean frees = failed && execution.policy().whenFails() == WhenFails.RELEASE;
        if (frees || !execution.control().recording()) {
            execution.release();
        } else {
            execution.complete(Outcome.unrecorded());
        }
    }

    private void end(int status, ResponseVerdict verdict, Supplier<Outcome> answer) {
        if (!execution.control().recording()) {
            execution.release();
        } else if (verdict == ResponseVerdict.RECORD) {
            execution.complete(recordable(answer));
        } else if (verdict == ResponseVerdict.HOLD) {
            execution.complete(Outcome.unknown());
        } else if (work.hasFailed() && work.done()) {
            // Rendering or an interceptor around it failed: a retry must not do the work again.
            log.error(
                    "{} (key {}) was executed, but then its answer was turned into an error ({}); duplicates will be"
                            + " refused",
                    execution.operation(),
                    execution.key(),
                    status);
            execution.complete(Outcome.unrecorded());
        } else {
            execution.release();
        }
    }

    /** The work is done, so a failure here must not free the key. */
    private Outcome recordable(Supplier<Outcome> answer) {
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

    private ResponseVerdict verdict(int status) {
        ResponseVerdict verdict = ResponseVerdict.of(status, execution.policy().whenFails());
        if (verdict == ResponseVerdict.RECORD && (work.refusedInside() || work.answersForUnfinishedWork())) {
            return execution.policy().whenFails() == WhenFails.HOLD ? ResponseVerdict.HOLD : ResponseVerdict.RELEASE;
        }
        return verdict;
    }

    private ResponseVerdict ofFailure(ResponseVerdict whenStored) {
        return switch (execution.policy().whenFails()) {
            case RELEASE -> ResponseVerdict.RELEASE;
            case STORE -> whenStored;
            case HOLD -> ResponseVerdict.HOLD;
        };
    }
}
