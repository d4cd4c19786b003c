package io.github.idempotency.web.servlet;

import io.github.idempotency.spring.aop.IdempotentAdvisor;
import io.github.idempotency.spring.operation.IdempotentOperation;
import io.github.idempotency.spring.operation.OperationMistakeException;
import io.github.idempotency.spring.transaction.SameTransactions;
import io.github.idempotency.spring.transaction.SurroundingTransaction;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Transactions that others have opened before a handler is to share one with its record. One that ends between the handler
 * and the filter would be committed before the record is. Thread-safe.
 */
final class OuterTransactions {

    private static final Logger log = LoggerFactory.getLogger(OuterTransactions.class);

    private final SameTransactions transactions;
    private final Set<IdempotentOperation> reported = ConcurrentHashMap.newKeySet();

    OuterTransactions(SameTransactions transactions) {
        this.transactions = transactions;
    }

    /** @throws OperationMistakeException if Spring is to open the transaction of such a handler before its protection does */
    void checkAtStart(IdempotentOperation operation) {
        if (transactions.openedEarlier(operation, IdempotentAdvisor.ORDER)) {
            throw new OperationMistakeException(
                    operation.method(),
                    operation.targetClass(),
                    "the transaction of its @Transactional is opened before the call is protected, and ends before its"
                            + " answer is rendered, so it could be committed without its record.",
                    "Set @EnableTransactionManagement(order) above " + IdempotentAdvisor.ORDER
                            + ", or leave it out; or remove @Transactional, since transaction = SAME opens one.");
        }
    }

    /**
     * Before anything is claimed.
     *
     * @throws IllegalStateException if the thread is in a transaction that ends too early
     */
    void check(IdempotentOperation operation, HttpExchange exchange) {
        if (exchange.open() || !SurroundingTransaction.isActive()) {
            return;
        }
        if (!exchange.handling().isInOuterTransaction()) {
            throw new IllegalStateException(
                    operation.describe() + " was called inside a transaction that was opened after"
                            + " the request was received and ends before its answer is rendered. transaction = SAME opens its"
                            + " own: take that one away (a filter, an aspect, or @EnableTransactionManagement(order) below "
                            + IdempotentAdvisor.ORDER + ").");
        }
        if (reported.add(operation)) {
            log.warn(
                    "{} joins a transaction that was open before the request reached the idempotency filter, so its answer"
                            + " leaves before that transaction commits, and may tell of a success that is then rolled"
                            + " back. Take that transaction away: transaction = SAME opens its own. (Nothing is wrong in"
                            + " a test that rolls back.)",
                    operation.describe());
        }
    }
}
