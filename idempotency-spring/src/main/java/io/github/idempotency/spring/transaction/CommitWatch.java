package io.github.idempotency.spring.transaction;

import io.github.idempotency.engine.TransactionalExecution;

/** Finds out what became of a commit. */
final class CommitWatch {

    private enum End {
        COMMITTED,
        ROLLED_BACK,
        OPEN
    }

    private End end = End.OPEN;
    private boolean sure;

    void committed() {
        end = End.COMMITTED;
        sure = true;
    }

    void rolledBack() {
        end = End.ROLLED_BACK;
        sure = true;
    }

    /** Transaction managers say so of every commit that failed, also of one the database has refused. */
    void unknown() {
        end = End.OPEN;
    }

    /** The commit threw; what the transaction manager has said before counts more. */
    void failed(Throwable failure) {
        if (!sure) {
            end = LostReplies.isCauseOf(failure) ? End.OPEN : End.ROLLED_BACK;
        }
    }

    void report(TransactionalExecution execution) {
        switch (end) {
            case COMMITTED -> execution.committed();
            case ROLLED_BACK -> execution.rolledBack(null);
            case OPEN -> execution.uncertain();
        }
    }
}
