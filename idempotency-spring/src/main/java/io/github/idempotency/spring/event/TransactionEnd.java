package io.github.idempotency.spring.event;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What waits for the end of the transaction the current thread is in. Apart, so that applications without transactions
 * never load this class.
 */
final class TransactionEnd implements TransactionSynchronization {

    private final List<Runnable> waiting = new ArrayList<>();

    private TransactionEnd() {}

    static void run(Runnable action) {
        TransactionEnd end = ofThisThread();
        if (end == null) {
            DetachedThread.run(action);
        } else {
            end.waiting.add(action);
        }
    }

    /** @return {@code null} if nobody would tell of the end, which is so where there is none to come */
    private static @Nullable TransactionEnd ofThisThread() {
        boolean toldOfTheEnd = TransactionSynchronizationManager.isSynchronizationActive();
        if (TransactionSynchronizationManager.getResource(TransactionEnd.class) instanceof TransactionEnd known) {
            // Between the end and our turn to hear of it, things still queue up behind what came before them.
            boolean current = toldOfTheEnd
                    ? TransactionSynchronizationManager.getSynchronizations().contains(known)
                    : TransactionSynchronizationManager.isActualTransactionActive();
            if (current) {
                return known;
            }
            // Its transaction has ended on another thread.
            known.unbind();
        }
        return toldOfTheEnd ? new TransactionEnd().bind() : null;
    }

    private TransactionEnd bind() {
        TransactionSynchronizationManager.registerSynchronization(this);
        resume();
        return this;
    }

    private void unbind() {
        TransactionSynchronizationManager.unbindResourceIfPossible(TransactionEnd.class);
    }

    @Override
    public void suspend() {
        unbind();
    }

    @Override
    public void resume() {
        TransactionSynchronizationManager.bindResource(TransactionEnd.class, this);
    }

    /** However it ended: a replay was given and a collision refused also if the transaction is rolled back. */
    @Override
    public void afterCompletion(int status) {
        unbind();
        waiting.forEach(DetachedThread::run);
    }
}
