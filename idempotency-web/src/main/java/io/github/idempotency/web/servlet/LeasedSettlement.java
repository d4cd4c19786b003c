package io.github.idempotency.web.servlet;

import io.github.idempotency.Outcome;
import io.github.idempotency.WhenFails;
import io.github.idempotency.engine.Execution;
import io.github.idempotency.web.http.ResponseVerdict;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Records by itself what a request came to, under the lease of its key. */
final class LeasedSettlement extends Settlement {

    LeasedSettlement(Execution execution, HandlerWork work) {
        super(execution, work);
    }

    @Override
    @Nullable
    Throwable settle(int status, Supplier<Outcome> answer) {
        settle(status, verdict(status), answer);
        return null;
    }

    /** Start-up checks see declared types only. */
    @Override
    boolean givesUpOn(@Nullable Object returned) {
        if (!HandlerMethods.isStream(returned)) {
            return false;
        }
        log.error(
                "{} (key {}) answers with an open-ended stream, which cannot be recorded; duplicates will be refused."
                        + " Return the whole answer, or stream from another endpoint.",
                execution.operation(),
                execution.key());
        execution.complete(Outcome.unrecorded());
        return true;
    }

    @Override
    boolean overflows(int status, int maxResponseBytes) {
        if (records(status)) {
            tooLarge(maxResponseBytes);
            execution.complete(Outcome.unrecorded());
        }
        return true;
    }

    @Override
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
            left = verdict == ResponseVerdict.RELEASE && work.mayGoOn();
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
        } else if (work.replyLost()) {
            log.warn(
                    "{} (key {}) lost its database connection, so its work may have been done; its lease is left to run"
                            + " out",
                    execution.operation(),
                    execution.key());
            execution.abandon();
        } else {
            execution.release();
        }
    }

    private ResponseVerdict ofFailure(ResponseVerdict whenStored) {
        return switch (execution.policy().whenFails()) {
            case RELEASE -> ResponseVerdict.RELEASE;
            case STORE -> whenStored;
            case HOLD -> ResponseVerdict.HOLD;
        };
    }
}
