package io.github.idempotency.spring.transaction;

import io.github.idempotency.Fingerprint;
import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.Outcome;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
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

    /**
     * What an earlier call inside the same transaction came to.
     *
     * @param fingerprint what it was asked for
     * @param outcome how it ended
     */
    public record Pending(Fingerprint fingerprint, Outcome outcome) {}

    /** Whether the current thread is inside a transaction that will tell how it ended. */
    public static boolean isActive() {
        return TRANSACTIONS_PRESENT && Synchronizing.isActive();
    }

    /** What an earlier call with this key inside the current transaction came to, or {@code null}. */
    public static @Nullable Pending pending(IdempotencyKey key) {
        return isActive() ? PendingOutcomes.find(key) : null;
    }

    /** Keeps what a call came to for repetitions inside the current transaction; only where {@link #isActive()}. */
    public static void keep(IdempotencyKey key, Fingerprint fingerprint, Outcome outcome) {
        PendingOutcomes.add(key, fingerprint, outcome);
    }

    /**
     * Runs exactly one of the actions when the transaction of the current thread has ended; only where {@link
     * #isActive()}.
     *
     * @param key what was kept for repetitions, to be forgotten with the call, or {@code null}
     * @param unknown run if the commit failed in a way that leaves its effect open
     */
    public static void whenEnded(
            @Nullable IdempotencyKey key, Runnable committed, Runnable rolledBack, Runnable unknown) {
        Synchronizing.register(key, committed, rolledBack, unknown);
    }

    /** Apart, so that applications without transactions never load these classes. */
    private static final class Synchronizing implements TransactionSynchronization {

        private final @Nullable IdempotencyKey key;
        private final Runnable committed;
        private final Runnable rolledBack;
        private final Runnable unknown;
        private final Set<Object> laterSavepoints = Collections.newSetFromMap(new IdentityHashMap<>());
        private @Nullable Object suspended;
        private boolean undone;
        private boolean committing;

        Synchronizing(@Nullable IdempotencyKey key, Runnable committed, Runnable rolledBack, Runnable unknown) {
            this.key = key;
            this.committed = committed;
            this.rolledBack = rolledBack;
            this.unknown = unknown;
        }

        /** Here, because where an implementation is passed as its interface, linking loads the interface. */
        static void register(@Nullable IdempotencyKey key, Runnable committed, Runnable rolledBack, Runnable unknown) {
            TransactionSynchronizationManager.registerSynchronization(
                    new Synchronizing(key, committed, rolledBack, unknown));
        }

        static boolean isActive() {
            return TransactionSynchronizationManager.isActualTransactionActive()
                    && TransactionSynchronizationManager.isSynchronizationActive();
        }

        /** Before others who did not ask for an order: what they do may take its time. */
        @Override
        public int getOrder() {
            return LOWEST_PRECEDENCE - 1;
        }

        @Override
        public void suspend() {
            suspended = PendingOutcomes.unbind();
        }

        @Override
        public void resume() {
            PendingOutcomes.bind(suspended);
            suspended = null;
        }

        @Override
        public void savepoint(Object savepoint) {
            laterSavepoints.add(savepoint);
        }

        /** Going back to a savepoint from before this call undoes the call, although the transaction may still commit. */
        @Override
        public void savepointRollback(Object savepoint) {
            if (!laterSavepoints.contains(savepoint)) {
                undone = true;
                if (key != null) {
                    PendingOutcomes.remove(key);
                }
            }
        }

        @Override
        public void beforeCommit(boolean readOnly) {
            committing = true;
        }

        @Override
        public void afterCompletion(int status) {
            PendingOutcomes.unbind();
            if (undone) {
                rolledBack.run();
            } else if (status == STATUS_COMMITTED) {
                committed.run();
            } else if (status == STATUS_ROLLED_BACK && !(committing && BoundConnections.isOneLost())) {
                rolledBack.run();
            } else {
                // Rolling back what may have been committed says nothing either, as JPA does after a lost commit.
                unknown.run();
            }
        }
    }
}
