package io.github.idempotency.web.servlet;

import java.util.ArrayList;
import java.util.List;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.SmartTransactionObject;

/** Transactions without a database, which tell what has become of them. */
final class PlayedTransactions extends AbstractPlatformTransactionManager {

    private static final long serialVersionUID = 1L;

    private final transient PlayedStore store;
    final transient List<String> ends = new ArrayList<>();
    boolean failingCommit;
    private transient Played current;

    PlayedTransactions(PlayedStore store) {
        this.store = store;
    }

    /** What is managed, under the name by which it is looked for. */
    public Object getDataSource() {
        return store.resource();
    }

    /** As an inner transactional method does that fails. */
    void failInside() {
        rollback(getTransaction(null));
    }

    @Override
    protected Object doGetTransaction() {
        return current == null ? new Played() : current;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // this very one
    protected boolean isExistingTransaction(Object transaction) {
        return transaction == current;
    }

    @Override
    protected void doBegin(Object transaction, TransactionDefinition definition) {
        current = (Played) transaction;
    }

    @Override
    protected void doCommit(DefaultTransactionStatus status) {
        if (failingCommit) {
            failingCommit = false;
            ends.add("failed");
            store.rolledBack();
            throw new TransactionSystemException("deferred constraint");
        }
        ends.add("committed");
        store.committed();
    }

    @Override
    protected void doRollback(DefaultTransactionStatus status) {
        ends.add("rolled back");
        store.rolledBack();
    }

    @Override
    protected void doSetRollbackOnly(DefaultTransactionStatus status) {
        ((Played) status.getTransaction()).rollbackOnly = true;
    }

    @Override
    protected void doCleanupAfterCompletion(Object transaction) {
        current = null;
    }

    private static final class Played implements SmartTransactionObject {

        private boolean rollbackOnly;

        @Override
        public boolean isRollbackOnly() {
            return rollbackOnly;
        }

        @Override
        public void flush() {}
    }
}
