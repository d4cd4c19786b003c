package io.github.idempotency.spring.transaction;

import io.github.idempotency.Outcome;
import io.github.idempotency.engine.TransactionalExecution;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.UnexpectedRollbackException;
import org.springframework.transaction.interceptor.TransactionAttribute;

/**
 * The transaction one call shares with its record. Bound to the thread that opened or joined it; ended once, with {@link
 * #commit}, {@link #rollBack}, or {@link #undo} and later {@link #recordUndone}.
 */
public final class SameTransaction implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SameTransaction.class);

    private final PlatformTransactionManager manager;
    private final TransactionStatus status;
    private final @Nullable TransactionAttribute rules;
    private final TransactionalExecution execution;
    private boolean ended;
    private boolean undone;

    SameTransaction(
            PlatformTransactionManager manager,
            TransactionStatus status,
            @Nullable TransactionAttribute rules,
            TransactionalExecution execution) {
        this.manager = manager;
        this.status = status;
        this.rules = rules;
        this.execution = execution;
    }

    /** The run within this transaction. */
    public TransactionalExecution execution() {
        return execution;
    }

    /** Whether somebody has decided that the transaction can only be rolled back. */
    public boolean isRollbackOnly() {
        return status.isRollbackOnly();
    }

    /** Sees to it that the transaction can only be rolled back, while the call goes on in it. */
    public void setRollbackOnly() {
        if (!ended) {
            status.setRollbackOnly();
        }
    }

    /** Whether a failure undoes what was done: the rules of the method's {@code @Transactional}, without one always. */
    public boolean rollsBackOn(Throwable failure) {
        return rules == null || rules.rollbackOn(failure);
    }

    /**
     * Records the outcome and commits it with everything else. If that fails nothing of it remains.
     *
     * @param outcome how the call ended, or {@code null} to free the key
     * @throws RuntimeException why it could not be recorded or committed; the caller must not be told of a success
     */
    public void commit(@Nullable Outcome outcome) {
        if (ended) {
            return;
        }
        if (status.isNewTransaction() && status.isRollbackOnly()) {
            rollBack(null);
            throw new UnexpectedRollbackException("Nothing of " + execution.operation() + " was done: its transaction"
                    + " was marked as rollback-only, although it returned as if it had succeeded");
        }
        try {
            if (outcome == null) {
                execution.release();
            } else {
                execution.complete(outcome);
            }
        } catch (RuntimeException | Error e) {
            rollBack(null);
            throw e;
        }
        ended = true;
        if (status.isNewTransaction()) {
            commitOpened();
        } else {
            followTheCallers(null);
            manager.commit(status);
        }
    }

    /** A failure after the commit, in what the application hung on to it, undoes nothing. */
    private void commitOpened() {
        CommitWatch watch = new CommitWatch();
        if (SurroundingTransaction.isActive()) {
            SurroundingTransaction.whenEnded(watch::committed, watch::rolledBack, watch::unknown);
        }
        try {
            manager.commit(status);
        } catch (RuntimeException | Error e) {
            watch.failed(e);
            throw e;
        } finally {
            watch.report(execution);
        }
    }

    /**
     * Undoes everything, the claim included. Never throws because of the database, which undoes what is not committed.
     *
     * @param answer what is recorded by itself afterwards, because the failure is an answer, or {@code null}
     */
    public void rollBack(@Nullable Outcome answer) {
        undo();
        recordUndone(answer);
    }

    /** As {@link #rollBack}, where it is not known yet what is recorded of it: {@link #recordUndone} has to follow. */
    public void undo() {
        if (ended) {
            return;
        }
        ended = true;
        undone = true;
        try {
            manager.rollback(status);
        } catch (RuntimeException e) {
            log.warn(
                    "The transaction of {} (key {}) could not be rolled back; the database does so when the connection"
                            + " ends",
                    execution.operation(),
                    execution.key(),
                    e);
        }
    }

    /**
     * Ends the call after {@link #undo}; on any thread.
     *
     * @param answer what is recorded by itself, because the failure is an answer, or {@code null}
     */
    public void recordUndone(@Nullable Outcome answer) {
        if (!undone) {
            return;
        }
        undone = false;
        if (status.isNewTransaction() || !SurroundingTransaction.isActive()) {
            execution.rolledBack(answer);
        } else {
            followTheCallers(answer);
        }
    }

    /** What became of a transaction that was there before shows when its owner ends it. */
    private void followTheCallers(@Nullable Outcome answer) {
        if (SurroundingTransaction.isActive()) {
            SurroundingTransaction.whenEnded(
                    execution::committed, () -> execution.rolledBack(answer), execution::uncertain);
        } else {
            execution.uncertain();
        }
    }

    /** Rolls back what nobody has ended. */
    @Override
    public void close() {
        rollBack(null);
    }
}
