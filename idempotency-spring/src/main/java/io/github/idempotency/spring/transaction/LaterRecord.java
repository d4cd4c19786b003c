package io.github.idempotency.spring.transaction;

import io.github.idempotency.Outcome;
import io.github.idempotency.engine.TransactionalExecution;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;

/** Records the answer of a call that was undone, in a short transaction of its own. Thread-safe. */
final class LaterRecord {

    private static final Logger log = LoggerFactory.getLogger(LaterRecord.class);

    private final PlatformTransactionManager manager;

    LaterRecord(PlatformTransactionManager manager) {
        this.manager = manager;
    }

    /** @return whether it is recorded; if not, the key is free or somebody else's, which is as good */
    boolean write(TransactionalExecution execution, Outcome answer) {
        try {
            return inTransaction(execution, answer);
        } catch (RuntimeException e) {
            log.warn(
                    "The failure of {} (key {}) could not be recorded; nothing was done, and a retry executes again",
                    execution.operation(),
                    execution.key(),
                    e);
            return false;
        }
    }

    private boolean inTransaction(TransactionalExecution execution, Outcome answer) {
        TransactionStatus status = manager.getTransaction(
                new DefaultTransactionDefinition(TransactionDefinition.PROPAGATION_REQUIRES_NEW));
        boolean written = false;
        try {
            written = execution.recordAnew(answer);
        } finally {
            if (!written) {
                manager.rollback(status);
            }
        }
        if (written) {
            manager.commit(status);
        } else {
            log.debug(
                    "The failure of {} (key {}) is not recorded: another call has the key",
                    execution.operation(),
                    execution.key());
        }
        return written;
    }
}
