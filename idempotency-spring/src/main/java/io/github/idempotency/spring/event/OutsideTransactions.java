package io.github.idempotency.spring.event;

import org.springframework.util.ClassUtils;

/** Runs what must neither take part in a transaction of the application nor spoil it. */
final class OutsideTransactions {

    private static final boolean TRANSACTIONS_PRESENT = ClassUtils.isPresent(
            "org.springframework.transaction.support.TransactionSynchronizationManager",
            OutsideTransactions.class.getClassLoader());

    private OutsideTransactions() {}

    /**
     * Runs the action on this thread: at once if it is in no transaction, else when that has been committed or rolled
     * back. Actions run in the order they came in. While one runs the thread has nothing of a transaction or a session
     * about it, so what the action needs of these is its own.
     *
     * @param action does not throw
     */
    static void run(Runnable action) {
        if (TRANSACTIONS_PRESENT) {
            TransactionEnd.run(action);
        } else {
            action.run();
        }
    }
}
