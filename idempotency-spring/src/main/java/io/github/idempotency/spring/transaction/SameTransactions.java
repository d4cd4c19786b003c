package io.github.idempotency.spring.transaction;

import io.github.idempotency.TransactionMode;
import io.github.idempotency.engine.EngineRegistry;
import io.github.idempotency.spring.operation.IdempotentOperation;
import io.github.idempotency.spring.operation.OperationMistakeException;
import io.github.idempotency.store.IdempotencyStore;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.util.ClassUtils;

/** Finds the transactions that calls are to share with their records, once per operation. Thread-safe. */
public final class SameTransactions {

    private static final boolean TRANSACTIONS_PRESENT = ClassUtils.isPresent(
            "org.springframework.transaction.PlatformTransactionManager", SameTransactions.class.getClassLoader());

    private final ListableBeanFactory beanFactory;
    private final EngineRegistry engines;
    private final ConcurrentMap<IdempotentOperation, TransactionPlan> plans = new ConcurrentHashMap<>();

    /** @param beanFactory where the transaction managers are */
    public SameTransactions(ListableBeanFactory beanFactory, EngineRegistry engines) {
        this.beanFactory = beanFactory;
        this.engines = engines;
    }

    /**
     * The transactions of an operation's calls, or {@code null} if its records are kept separately.
     *
     * @throws OperationMistakeException if the operation cannot share its transactions with its records
     */
    public @Nullable TransactionPlan planOf(IdempotentOperation operation) {
        if (operation.policy().transaction() == TransactionMode.SEPARATE) {
            return null;
        }
        TransactionPlan known = plans.get(operation);
        if (known == null) {
            known = plan(operation);
            plans.put(operation, known);
        }
        return known;
    }

    /** Whether Spring opens the transaction of an operation's {@code @Transactional} by advice of less than this order. */
    public boolean openedEarlier(IdempotentOperation operation, int order) {
        return TRANSACTIONS_PRESENT && TransactionAdvice.isBefore(order, operation, beanFactory);
    }

    /**
     * The transactions of code that is no method: of the only or primary transaction manager, with its own defaults.
     *
     * @throws IllegalArgumentException if there is none that shares its transactions with this store; the message names
     *     the fix
     */
    public TransactionPlan planFor(IdempotencyStore store) {
        requireTransactions();
        return new TransactionPlanner(beanFactory).plan(store, null, null);
    }

    private TransactionPlan plan(IdempotentOperation operation) {
        try {
            requireTransactions();
            IdempotencyStore store = engines.forStore(operation.store()).store();
            return new TransactionPlanner(beanFactory).plan(store, operation.method(), operation.targetClass());
        } catch (IllegalArgumentException e) {
            throw new OperationMistakeException(operation.describe(), String.valueOf(e.getMessage()), "", e);
        }
    }

    private static void requireTransactions() {
        if (!TRANSACTIONS_PRESENT) {
            throw new IllegalArgumentException("transaction = SAME needs Spring's transaction support."
                    + " Add spring-boot-starter-jdbc or spring-boot-starter-data-jpa, or use SEPARATE.");
        }
    }
}
