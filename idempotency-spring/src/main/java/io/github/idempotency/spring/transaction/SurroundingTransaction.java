package io.github.idempotency.spring.transaction;

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.ClassUtils;

/**
 * A transaction that was already open when a protected call began. What the call did is not done before that transaction
 * has committed, and undone if it rolls back, so nothing may be recorded earlier.
 */
public final class SurroundingTransaction {

    private static final boolean TRANSACTIONS_PRESENT = ClassUtils.isPresent(
            "org.springframework.transaction.support.TransactionSynchronizationManager",
            SurroundingTransaction.class.getClassLoader());

    private SurroundingTransaction() {}

    /** Whether the current thread is inside a transaction that will tell how it ended. */
    public static boolean isActive() {
        return TRANSACTIONS_PRESENT && Synchronizing.isActive();
    }

    /**
     * Runs exactly one of the actions when the transaction of the current thread has ended; call only where {@link
     * #isActive()}.
     *
     * @param unknown run if the commit failed in a way that leaves its effect open
     */
    public static void whenEnded(Runnable committed, Runnable rolledBack, Runnable unknown) {
        Synchronizing.register(committed, rolledBack, unknown);
    }

    /** Apart, so that applications without transactions never load their classes. */
    private static final class Synchronizing {

        static boolean isActive() {
            return TransactionSynchronizationManager.isActualTransactionActive()
                    && TransactionSynchronizationManager.isSynchronizationActive();
        }

        static void register(Runnable committed, Runnable rolledBack, Runnable unknown) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCompletion(int status) {
                    if (status == STATUS_COMMITTED) {
                        committed.run();
                    } else if (status == STATUS_ROLLED_BACK) {
                        rolledBack.run();
                    } else {
                        unknown.run();
                    }
                }
            });
        }
    }
}
