package io.github.idempotency.spring.transaction;

/** Finds out what became of a commit, from what the transaction manager says and from what it throws. */
final class CommitWatch {

    enum End {
        COMMITTED,
        UNDONE,
        OPEN
    }

    private End end = End.OPEN;

    void committed() {
        end = End.COMMITTED;
    }

    void rolledBack() {
        end = End.UNDONE;
    }

    /** Transaction managers say so of every commit that failed, also of one the database has refused. */
    void unknown() {
        end = End.OPEN;
    }

    /** The commit came back without an exception. */
    End returned() {
        return end == End.OPEN ? End.COMMITTED : end;
    }

    /** The commit, or what the application had hung on to it, threw. */
    End threw(Throwable failure) {
        return end == End.OPEN && !LostReplies.isCauseOf(failure) ? End.UNDONE : end;
    }
}
