package io.github.idempotency.spring.event;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Takes from the current thread, for a while, whatever would make a transaction that begins now part of one that is there
 * or has just ended: until its callbacks are over, Spring leaves an ended one's connections and sessions on the thread.
 */
final class DetachedThread {

    private final Map<Object, Object> resources = new LinkedHashMap<>();
    private final boolean active = TransactionSynchronizationManager.isActualTransactionActive();
    private final boolean readOnly = TransactionSynchronizationManager.isCurrentTransactionReadOnly();
    private final @Nullable Integer isolation = TransactionSynchronizationManager.getCurrentTransactionIsolationLevel();
    private final @Nullable String name = TransactionSynchronizationManager.getCurrentTransactionName();

    private DetachedThread() {}

    /** @param action does not throw */
    static void run(Runnable action) {
        DetachedThread thread = new DetachedThread();
        thread.detach();
        try {
            action.run();
        } finally {
            thread.restore();
        }
    }

    private void detach() {
        List<Object> keys = new ArrayList<>(
                TransactionSynchronizationManager.getResourceMap().keySet());
        for (Object key : keys) {
            Object value = TransactionSynchronizationManager.unbindResourceIfPossible(key);
            if (value != null) {
                resources.put(key, value);
            }
        }
        flags(false, false, null, null);
    }

    private void restore() {
        flags(active, readOnly, isolation, name);
        resources.forEach((key, value) -> {
            // What the action has left behind goes, because what was there before is waited for.
            TransactionSynchronizationManager.unbindResourceIfPossible(key);
            TransactionSynchronizationManager.bindResource(key, value);
        });
    }

    private static void flags(boolean active, boolean readOnly, @Nullable Integer isolation, @Nullable String name) {
        TransactionSynchronizationManager.setActualTransactionActive(active);
        TransactionSynchronizationManager.setCurrentTransactionReadOnly(readOnly);
        TransactionSynchronizationManager.setCurrentTransactionIsolationLevel(isolation);
        TransactionSynchronizationManager.setCurrentTransactionName(name);
    }
}
