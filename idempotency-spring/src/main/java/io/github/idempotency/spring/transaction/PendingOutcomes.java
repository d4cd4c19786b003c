package io.github.idempotency.spring.transaction;

import io.github.idempotency.Fingerprint;
import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.Outcome;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What protected calls came to inside a transaction that has not ended. No store knows it yet, but a repetition inside the
 * same transaction has to get it, or it would wait for itself.
 */
final class PendingOutcomes {

    private final Map<IdempotencyKey, SurroundingTransaction.Pending> outcomes = new HashMap<>();

    static SurroundingTransaction.@Nullable Pending find(IdempotencyKey key) {
        Object bound = TransactionSynchronizationManager.getResource(PendingOutcomes.class);
        return bound instanceof PendingOutcomes pending ? pending.outcomes.get(key) : null;
    }

    static void add(IdempotencyKey key, Fingerprint fingerprint, Outcome outcome) {
        Object bound = TransactionSynchronizationManager.getResource(PendingOutcomes.class);
        if (!(bound instanceof PendingOutcomes)) {
            bound = new PendingOutcomes();
            TransactionSynchronizationManager.bindResource(PendingOutcomes.class, bound);
        }
        ((PendingOutcomes) bound).outcomes.put(key, new SurroundingTransaction.Pending(fingerprint, outcome));
    }

    static void remove(IdempotencyKey key) {
        if (TransactionSynchronizationManager.getResource(PendingOutcomes.class) instanceof PendingOutcomes pending) {
            pending.outcomes.remove(key);
        }
    }

    static @Nullable Object unbind() {
        return TransactionSynchronizationManager.unbindResourceIfPossible(PendingOutcomes.class);
    }

    static void bind(@Nullable Object pending) {
        if (pending != null) {
            TransactionSynchronizationManager.bindResource(PendingOutcomes.class, pending);
        }
    }
}
