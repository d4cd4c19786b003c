package io.github.idempotency.spring.transaction;

import io.github.idempotency.engine.Admission;
import io.github.idempotency.engine.IdempotencyEngine;
import io.github.idempotency.engine.ProtectedCall;
import io.github.idempotency.engine.TransactionalExecution;
import io.github.idempotency.store.TransactionConflictException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.interceptor.DefaultTransactionAttribute;
import org.springframework.transaction.interceptor.TransactionAttribute;
import org.springframework.transaction.support.ResourceTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The transactions of one operation's calls. Immutable and thread-safe. */
public final class TransactionPlan {

    private static final Logger log = LoggerFactory.getLogger(TransactionPlan.class);

    /** Conflicts come from calls with the same key, of which few are so persistent. */
    private static final int MOST_TRIES = 5;

    private final PlatformTransactionManager manager;
    private final OpenTransactions open;
    private final DefaultTransactionAttribute definition;
    private final @Nullable TransactionAttribute rules;

    /**
     * @param open those of this manager
     * @param rules of the method's own {@code @Transactional}, or {@code null} if it has none
     * @param name of transactions whose rules name none
     */
    TransactionPlan(
            PlatformTransactionManager manager,
            OpenTransactions open,
            @Nullable TransactionAttribute rules,
            @Nullable String name) {
        this.manager = manager;
        this.open = open;
        this.rules = rules;
        this.definition = new DefaultTransactionAttribute();
        if (name != null) {
            definition.setName(name);
        }
        if (rules != null) {
            follow(rules);
        }
    }

    /** Whatever else the propagation says of the method, it says within the transaction that is open by then. */
    private void follow(TransactionAttribute rules) {
        if (rules.getPropagationBehavior() == TransactionDefinition.PROPAGATION_MANDATORY) {
            definition.setPropagationBehavior(TransactionDefinition.PROPAGATION_MANDATORY);
        }
        definition.setIsolationLevel(rules.getIsolationLevel());
        definition.setTimeout(rules.getTimeout());
        definition.setLabels(rules.getLabels());
        if (rules.getName() != null) {
            definition.setName(rules.getName());
        }
    }

    /**
     * What a call was admitted to.
     *
     * @param admission the engine's answer
     * @param transaction what the call runs in and has to end; {@code null} unless the admission is a {@link Admission.Run}
     */
    public record Entry(Admission admission, @Nullable SameTransaction transaction) {}

    /**
     * Whether something of this manager's is bound to the thread although no transaction is: a session that outlives
     * transactions (open session in view), which then has to see the transaction's end before it is closed itself.
     */
    public boolean sessionIsOpen() {
        return !TransactionSynchronizationManager.isActualTransactionActive()
                && manager instanceof ResourceTransactionManager resources
                && TransactionSynchronizationManager.hasResource(resources.getResourceFactory());
    }

    /**
     * Opens a transaction, or joins the one the thread is in, and asks the engine about the call within it. Where the call
     * is not to run, no transaction stays open.
     *
     * @throws io.github.idempotency.CallRejectedException if the call must not execute and there is no outcome to replay
     */
    public Entry enter(IdempotencyEngine engine, ProtectedCall call) {
        for (int tries = 1; ; tries++) {
            TransactionStatus status;
            try {
                status = begin();
            } catch (CannotCreateTransactionException e) {
                return new Entry(engine.withoutTransaction(call, e), null);
            }
            boolean running = false;
            try {
                Admission admission = engine.admitInTransaction(call, !status.isNewTransaction());
                if (admission instanceof Admission.Run run) {
                    running = true;
                    return new Entry(admission, new SameTransaction(manager, status, rules, (TransactionalExecution)
                            run.execution()));
                }
                return new Entry(admission, null);
            } catch (TransactionConflictException e) {
                if (!status.isNewTransaction()) {
                    status.setRollbackOnly();
                    throw engine.blocked(call, e);
                }
                if (tries == MOST_TRIES) {
                    throw engine.blocked(call, e);
                }
            } finally {
                if (!running) {
                    leave(status);
                }
            }
        }
    }

    /** Code that runs in a transaction. */
    @FunctionalInterface
    public interface Code {
        @Nullable
        Object run() throws Throwable;
    }

    /**
     * Runs code that has nothing to record in a transaction like those of the others: what was written to be all or
     * nothing stays so without a key. Also where the call is to proceed although its transaction could not be opened: that
     * waives the protection and not the transaction, so it is tried once more, and waits for a connection once more.
     *
     * @throws Throwable what the code threw, or why the transaction could not be opened or committed
     */
    public @Nullable Object withoutRecord(Code code) throws Throwable {
        return withoutRecord(code, value -> false);
    }

    /**
     * As {@link #withoutRecord(Code)}, where a value may stand for a failure.
     *
     * @param isFailure whether what was done is to be undone although the code returned this value
     */
    public @Nullable Object withoutRecord(Code code, Predicate<@Nullable Object> isFailure) throws Throwable {
        TransactionStatus status = begin();
        Object value;
        boolean undone;
        try {
            value = code.run();
            undone = isFailure.test(value);
        } catch (Throwable failure) {
            failed(status, failure);
            throw failure;
        }
        if (undone) {
            manager.rollback(status);
        } else {
            manager.commit(status);
        }
        return value;
    }

    private void failed(TransactionStatus status, Throwable failure) {
        try {
            if (rules == null || rules.rollbackOn(failure) || status.isRollbackOnly()) {
                manager.rollback(status);
            } else {
                manager.commit(status);
            }
        } catch (RuntimeException | Error e) {
            e.addSuppressed(failure);
            throw e;
        }
    }

    private TransactionStatus begin() {
        boolean afterCompletion = TransactionSynchronizationManager.isActualTransactionActive()
                && !TransactionSynchronizationManager.isSynchronizationActive();
        TransactionStatus status = manager.getTransaction(definition);
        if (status.isNewTransaction()) {
            return status;
        }
        if (afterCompletion || open.isEnding()) {
            leave(status);
            throw new IllegalTransactionStateException(
                    "A call with transaction = SAME was made in a callback of a"
                            + " transaction that has ended already, so nothing it does would ever be committed. Use REQUIRES_NEW"
                            + " (@Transactional(propagation = REQUIRES_NEW) around the call), or call it after the transaction.");
        }
        if (open.isReadOnly()) {
            leave(status);
            throw new IllegalTransactionStateException("A call with transaction = SAME was made inside of a read-only"
                    + " transaction, in which nothing can be recorded. Make the outer transaction read-write, or use"
                    + " SEPARATE.");
        }
        return status;
    }

    /** Nothing was written, so there is nothing to commit; a transaction of the caller's goes on. */
    private void leave(TransactionStatus status) {
        try {
            if (status.isNewTransaction()) {
                manager.rollback(status);
            } else {
                manager.commit(status);
            }
        } catch (RuntimeException e) {
            log.debug("A transaction in which nothing was done could not be ended", e);
        }
    }
}
