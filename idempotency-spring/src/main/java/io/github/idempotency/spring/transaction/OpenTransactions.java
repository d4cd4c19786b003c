package io.github.idempotency.spring.transaction;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.ConfigurableTransactionManager;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Knows of one manager's transactions on each thread what their joiners are not told: whether they have ended but for the
 * callbacks, and whether they are read-only. Knows nothing of those that began before it listened.
 */
final class OpenTransactions implements TransactionExecutionListener {

    /** The latest first, of all managers. */
    private static final ThreadLocal<Deque<Open>> OPEN = new ThreadLocal<>();

    private static final class Open {

        private final OpenTransactions owner;
        private final TransactionExecution transaction;
        private boolean ending;

        Open(OpenTransactions owner, TransactionExecution transaction) {
            this.owner = owner;
            this.transaction = transaction;
        }
    }

    /** The one that listens to this manager, or one that never hears anything if the manager has no listeners. */
    static synchronized OpenTransactions of(Object manager) {
        OpenTransactions created = new OpenTransactions();
        if (!(manager instanceof ConfigurableTransactionManager configurable)) {
            return created;
        }
        try {
            Collection<TransactionExecutionListener> listeners = configurable.getTransactionExecutionListeners();
            for (TransactionExecutionListener listener : listeners) {
                if (listener instanceof OpenTransactions known) {
                    return known;
                }
            }
            // Exchanged as a whole: other threads may be in the middle of the former ones.
            Collection<TransactionExecutionListener> more = new CopyOnWriteArrayList<>(listeners);
            more.add(created);
            configurable.setTransactionExecutionListeners(more);
        } catch (RuntimeException e) {
            // What it would have found out, the application finds out as with any other transaction.
        }
        return created;
    }

    /** Whether the manager's transaction on this thread is committed or rolled back, so that joining it does nothing. */
    boolean isEnding() {
        Open current = current();
        return current != null && current.ending;
    }

    /** Whether the manager's transaction on this thread is read-only. */
    boolean isReadOnly() {
        Open current = current();
        return current == null
                ? TransactionSynchronizationManager.isCurrentTransactionReadOnly()
                : current.transaction.isReadOnly();
    }

    @Override
    public void afterBegin(TransactionExecution transaction, @Nullable Throwable failure) {
        if (failure != null || !transaction.isNewTransaction()) {
            return; // a savepoint is part of the transaction it is in
        }
        Deque<Open> all = OPEN.get();
        if (all == null) {
            all = new ArrayDeque<>();
            OPEN.set(all);
        }
        all.removeIf(each -> each.transaction.isCompleted());
        all.push(new Open(this, transaction));
    }

    @Override
    public void beforeCommit(TransactionExecution transaction) {
        ending(transaction);
    }

    @Override
    public void beforeRollback(TransactionExecution transaction) {
        ending(transaction);
    }

    @Override
    public void afterCommit(TransactionExecution transaction, @Nullable Throwable failure) {
        forget(transaction);
    }

    @Override
    public void afterRollback(TransactionExecution transaction, @Nullable Throwable failure) {
        forget(transaction);
    }

    @SuppressWarnings("ReferenceEquality") // statuses are one per transaction
    private void ending(TransactionExecution transaction) {
        Deque<Open> all = OPEN.get();
        if (all != null) {
            all.forEach(each -> each.ending |= each.transaction == transaction);
        }
    }

    @SuppressWarnings("ReferenceEquality")
    private void forget(TransactionExecution transaction) {
        Deque<Open> all = OPEN.get();
        if (all != null) {
            all.removeIf(each -> each.transaction == transaction || each.transaction.isCompleted());
            if (all.isEmpty()) {
                OPEN.remove();
            }
        }
    }

    /** Not one whose end nobody told of: of a commit that fails early managers do not. */
    private @Nullable Open current() {
        Deque<Open> all = OPEN.get();
        if (all != null) {
            for (Open each : all) {
                if (each.owner == this && !each.transaction.isCompleted()) {
                    return each;
                }
            }
        }
        return null;
    }
}
