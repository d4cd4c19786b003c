package io.github.idempotency.web.servlet;

import io.github.idempotency.Outcome;
import io.github.idempotency.WhenFails;
import io.github.idempotency.spring.transaction.SameTransaction;
import io.github.idempotency.store.StoreException;
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
    private @Nullable Throwable untold;
    private @Nullable Throwable told;

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

    /**
     * The dispatch ends here, whatever the handler is doing, and the container renders a page of this status later. What
     * is to stay is committed now, with the answer unrecorded.
     */
    void leave(int status) {
        handling = false;
        boolean stays = isSuccess(status) || (kept != null && !transaction.isRollbackOnly());
        if (open && stays) {
            Outcome ifUnwritable = verdict(status) == ResponseVerdict.HOLD ? Outcome.unknown() : null;
            untold = commit(status, outcome(status, Outcome::unrecorded), ifUnwritable);
        } else {
            undo();
        }
    }

    /** Throws, once, why what the container was asked to tell has not become true. */
    void refuseUntold() {
        Throwable failure = untold;
        untold = null;
        if (failure != null) {
            told = failure;
            throw FailureAnswer.unresolved(failure);
        }
    }

    /** Ends the transaction as the rendered answer wants it. */
    void end(int status, Supplier<Outcome> answer) {
        if (!open) {
            return;
        }
        if (transaction.isRollbackOnly() ? !isSuccess(status) : status >= 500 && kept == null) {
            handling = false;
            undo();
            return;
        }
        Outcome outcome = outcome(status, answer);
        uncommitted = commit(status, outcome, outcome);
    }

    /**
     * @param ifUnwritable what is recorded by itself of a refusal that could not be recorded in the transaction
     * @return why the answer must not leave, or {@code null} if it may
     */
    private @Nullable Throwable commit(int status, @Nullable Outcome outcome, @Nullable Outcome ifUnwritable) {
        open = false;
        try {
            transaction.commit(outcome, e -> isRefusalUnwritten(status, e) ? ifUnwritable : ifUndone());
            return null;
        } catch (RuntimeException | Error e) {
            return isRefusalUnwritten(status, e) ? null : e;
        }
    }

    /** Some databases take nothing more after a statement that failed, and a refusal is as true without its writes. */
    private static boolean isRefusalUnwritten(int status, @Nullable Throwable failure) {
        return !isSuccess(status) && failure instanceof StoreException;
    }

    private static boolean isSuccess(int status) {
        return status < 400;
    }

    @Override
    @Nullable
    Throwable settle(int status, Supplier<Outcome> answer) {
        end(status, answer);
        if (uncommitted == null) {
            transaction.recordUndone(outcome(status, overflown ? Outcome::unrecorded : answer));
        }
        // Jetty keeps to the success it was asked for, whatever is thrown after that.
        return uncommitted == null && isSuccess(status) ? told : uncommitted;
    }

    /** Nothing was done, so a retry may execute, unless failures are to hold the key. */
    @Override
    void settleUnseen(int status, boolean byHandler) {
        leave(Math.max(status, 500));
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
