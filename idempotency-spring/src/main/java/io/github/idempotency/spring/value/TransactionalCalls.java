package io.github.idempotency.spring.value;

import io.github.idempotency.Outcome;
import io.github.idempotency.engine.Execution;
import io.github.idempotency.spring.transaction.SameTransaction;
import org.jspecify.annotations.Nullable;

/** Runs code in the transaction it shares with its record. */
final class TransactionalCalls {

    private final OutcomeWriter outcomes;

    TransactionalCalls(OutcomeWriter outcomes) {
        this.outcomes = outcomes;
    }

    @Nullable
    Object run(SameTransaction transaction, Answer answer, Body body) throws Throwable {
        // Closed without a commit, whatever happens, it is rolled back.
        try (transaction) {
            Object value = inside(transaction, answer, body);
            Outcome outcome = outcomes.ofValue(transaction.execution(), answer, value);
            transaction.commit(outcome, failure -> ifUndone(transaction, answer, outcome, failure));
            return value;
        }
    }

    @SuppressWarnings("try") // the scope is only closed
    private @Nullable Object inside(SameTransaction transaction, Answer answer, Body body) throws Throwable {
        try (Execution.Scope ignored = transaction.execution().enter()) {
            return body.run();
        } catch (Throwable failure) {
            failed(transaction, answer, failure);
            throw failure;
        }
    }

    private void failed(SameTransaction transaction, Answer answer, Throwable failure) {
        Outcome outcome = outcomes.ofFailure(transaction.execution(), answer, failure);
        if (transaction.rollsBackOn(failure) || transaction.isRollbackOnly()) {
            transaction.rollBack(outcome);
            return;
        }
        try {
            transaction.commit(outcome, second -> ifUndone(transaction, answer, outcome, second));
        } catch (RuntimeException | Error e) {
            e.addSuppressed(failure);
            throw e;
        }
    }

    private @Nullable Outcome ifUndone(
            SameTransaction transaction, Answer answer, @Nullable Outcome outcome, @Nullable Throwable failure) {
        return failure == null
                ? outcomes.afterRollback(transaction.execution(), outcome)
                : outcomes.ofFailure(transaction.execution(), answer, failure);
    }
}
