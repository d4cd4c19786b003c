package io.github.idempotency.web.servlet;

import io.github.idempotency.Outcome;
import io.github.idempotency.WhenFails;
import io.github.idempotency.spring.transaction.SameTransaction;
import io.github.idempotency.web.http.ResponseVerdict;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Records what a request came to in the transaction of its writes. That transaction belongs to the thread of one dispatch,
 * so it ends with it at the latest; an error page, which the container renders later, is recorded by itself.
 */
final class TransactionSettlement extends Settlement {

    /** Causes may form a circle. */
    private static final int DEEPEST_CAUSE = 20;

    private final SameTransaction transaction;
    private boolean open = true;
    private boolean handling = true;
    private boolean overflown;
    private @Nullable Throwable kept;
    private @Nullable Throwable uncommitted;

    TransactionSettlement(SameTransaction transaction, HandlerWork work) {
        super(transaction.execution(), work);
        this.transaction = transaction;
    }

    /** Whether the transaction has not ended. */
    boolean isOpen() {
        return open;
    }

    /**
     * From now on the answer is rendered.
     *
     * @throws IllegalStateException if it will not be on this thread
     */
    @Override
    boolean givesUpOn(@Nullable Object returned) {
        if (AsyncWork.isAsync(returned) || AsyncWork.isStreamed(returned)) {
            throw refuseAsync();
        }
        handling = false;
        return false;
    }

    /** The handler wants to go on later. */
    IllegalStateException refuseAsync() {
        transaction.setRollbackOnly();
        return new IllegalStateException(
                execution.operation() + " has to be rolled back. " + AsyncWork.WITHOUT_TRANSACTION);
    }

    /** Undoes the transaction as early as possible, unless its rules keep what was done before this failure. */
    void handlerFailed(Throwable failure) {
        handling = false;
        if (transaction.rollsBackOn(failure)) {
            undo();
        } else {
            kept = failure;
        }
    }

    /** An exception was given to the application's exception handlers. */
    void failed(Throwable failure) {
        if (!isKept(failure)) {
            undo();
        }
    }

    /** The answer will be an error page of the container's, or none at all. */
    void undo() {
        if (!open) {
            return;
        }
        if (handling) {
            // What the handler still does must not be committed statement by statement.
            transaction.setRollbackOnly();
        } else {
            open = false;
            transaction.undo();
        }
    }

    /** The dispatch ends here, whatever the handler is doing. */
    void leave() {
        handling = false;
        undo();
    }

    /** Ends the transaction as the rendered answer wants it. */
    void end(int status, Supplier<Outcome> answer) {
        if (!open) {
            return;
        }
        boolean success = status < 400;
        if (transaction.isRollbackOnly() ? !success : status >= 500 && kept == null) {
            leave();
            return;
        }
        open = false;
        try {
            transaction.commit(outcome(status, answer), failure -> ifUndone());
        } catch (RuntimeException | Error e) {
            uncommitted = e;
        }
    }

    @Override
    @Nullable
    Throwable settle(int status, Supplier<Outcome> answer) {
        end(status, answer);
        if (uncommitted == null) {
            transaction.recordUndone(outcome(status, overflown ? Outcome::unrecorded : answer));
        }
        return uncommitted;
    }

    /** Nothing was done, so a retry may execute, unless failures are to hold the key. */
    @Override
    void settleUnseen(int status, boolean byHandler) {
        leave();
        transaction.recordUndone(verdict(status) == ResponseVerdict.HOLD ? Outcome.unknown() : null);
    }

    @Override
    boolean overflows(int status, int maxResponseBytes) {
        if (open && handling) {
            transaction.setRollbackOnly();
            throw new IllegalStateException("The answer of " + execution.operation() + " is larger than"
                    + " idempotency.web.max-response-size (" + maxResponseBytes + " bytes), and while the handler is"
                    + " running nothing can be committed. Raise the limit, return the answer instead of writing it, or"
                    + " use transaction = SEPARATE.");
        }
        if (records(status)) {
            tooLarge(maxResponseBytes);
        }
        overflown = true;
        end(status, Outcome::unrecorded);
        return uncommitted == null;
    }

    private @Nullable Outcome ifUndone() {
        boolean hold = execution.policy().whenFails() == WhenFails.HOLD
                && execution.control().recording();
        return hold ? Outcome.unknown() : null;
    }

    /** @return what is recorded of an answer of this status, or {@code null} if the key is free after it */
    private @Nullable Outcome outcome(int status, Supplier<Outcome> answer) {
        return switch (verdict(status)) {
            case RECORD -> recordable(answer);
            case HOLD -> Outcome.unknown();
            case RELEASE -> null;
        };
    }

    /** Aspects around the handler may have wrapped it. */
    @SuppressWarnings("ReferenceEquality") // this very failure
    private boolean isKept(Throwable failure) {
        if (kept == null) {
            return false;
        }
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
            if (cause == kept) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }
}
