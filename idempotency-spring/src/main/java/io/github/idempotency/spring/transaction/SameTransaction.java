package io.github.idempotency.spring.transaction;

import io.github.idempotency.Outcome;
import io.github.idempotency.engine.TransactionalExecution;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.UnexpectedRollbackException;
import org.springframework.transaction.interceptor.TransactionAttribute;
import org.springframework.transaction.support.TransactionSynchronizationManager;

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
    private final LaterRecord later;
    private boolean ended;
    private boolean toBeReported;

    SameTransaction(
            PlatformTransactionManager manager,
            TransactionStatus status,
            @Nullable TransactionAttribute rules,
            TransactionalExecution execution) {
        this.manager = manager;
        this.status = status;
        this.rules = rules;
        this.execution = execution;
        this.later = new LaterRecord(manager);
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

    /** What is recorded by itself of a call that could not be committed. */
    @FunctionalInterface
    public interface Aftermath {

        /**
         * @param failure why, or {@code null} if the transaction was its caller's, who has rolled it back
         * @return {@code null} to leave the key free
         */
        @Nullable
        Outcome of(@Nullable Throwable failure);
    }

    /**
     * Records the outcome and commits it with everything else. If that fails nothing of it remains.
     *
     * @param outcome how the call ended, or {@code null} to free the key
     * @param ifUndone what is recorded in its place if it cannot be committed
     * @throws RuntimeException why it could not be recorded or committed; the caller must not be told of a success
     */
    public void commit(@Nullable Outcome outcome, Aftermath ifUndone) {
        if (ended) {
            return;
        }
        try {
            write(outcome);
        } catch (RuntimeException | Error e) {
            rollBack(ifUndone.of(e));
            throw e;
        }
        ended = true;
        if (status.isNewTransaction()) {
            commitOpened(ifUndone);
        } else {
            followTheCallers(() -> ifUndone.of(null));
            manager.commit(status);
        }
    }

    private void write(@Nullable Outcome outcome) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalTransactionStateException("The transaction that " + execution.operation() + " began in is"
                    + " over: something inside has committed it or rolled it back (a transaction manager called"
                    + " directly), or something around it that ends before its outcome is known. Leave its end to"
                    + " transaction = SAME.");
        }
        if (status.isNewTransaction() && status.isRollbackOnly()) {
            throw new UnexpectedRollbackException("Nothing of " + execution.operation() + " was done: its transaction"
                    + " was marked as rollback-only, although it returned as if it had succeeded");
        }
        if (outcome == null) {
            execution.release();
        } else {
            execution.complete(outcome);
        }
    }

    /** A failure after the commit, in what the application hung on to it, undoes nothing. */
    private void commitOpened(Aftermath ifUndone) {
        CommitWatch watch = new CommitWatch();
        if (SurroundingTransaction.isActive()) {
            SurroundingTransaction.whenEnded(null, watch::committed, watch::rolledBack, watch::unknown);
        }
        try {
            manager.commit(status);
        } catch (RuntimeException | Error e) {
            report(watch.threw(e), () -> ifUndone.of(e));
            throw e;
        }
        report(watch.returned(), () -> null);
    }

    private void report(CommitWatch.End end, Supplier<@Nullable Outcome> ifUndone) {
        switch (end) {
            case COMMITTED -> execution.committed();
            case UNDONE -> undone(ifUndone.get());
            case OPEN -> open(ifUndone.get());
        }
    }

    private void undone(@Nullable Outcome answer) {
        if (answer != null && later.write(execution, answer)) {
            execution.committed();
        } else {
            execution.rolledBack();
        }
    }

    /** If it has committed after all, the answer finds its key settled and is not recorded. */
    private void open(@Nullable Outcome answer) {
        if (answer != null && later.write(execution, answer)) {
            execution.committed();
        } else {
            execution.uncertain();
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
        toBeReported = true;
        try {
            if (!status.isNewTransaction()) {
                // Whatever the manager makes of failures of those who only take part.
                status.setRollbackOnly();
            }
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
        if (!toBeReported) {
            return;
        }
        toBeReported = false;
        if (status.isNewTransaction() || !SurroundingTransaction.isActive()) {
            undone(answer);
        } else {
            followTheCallers(() -> answer);
        }
    }

    /** What became of a transaction that was there before shows when its owner ends it. */
    private void followTheCallers(Supplier<@Nullable Outcome> ifUndone) {
        if (SurroundingTransaction.isActive()) {
            SurroundingTransaction.whenEnded(
                    null, execution::committedByOwner, () -> undone(ifUndone.get()), () -> open(ifUndone.get()));
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
