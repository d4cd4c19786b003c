package io.github.idempotency.engine;

import io.github.idempotency.Outcome;
import io.github.idempotency.store.Claim;
import io.github.idempotency.store.ClaimBlockedException;
import io.github.idempotency.store.Lease;
import io.github.idempotency.store.StoreException;
import io.github.idempotency.store.StoreUnavailableException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A run whose claim and outcome are part of the application's transaction. {@link #complete} and {@link #release} write
 * into that transaction, on its thread; what they wrote counts when it has committed. Whoever drives the transaction says
 * once what became of it: {@link #committed}, {@link #committedByOwner}, {@link #rolledBack} or {@link #uncertain}.
 */
public final class TransactionalExecution extends Execution {

    private final Lease lease;
    private final EngineParts parts;
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile Ending wanted = Ending.ABANDONED;
    private volatile int payloadBytes;
    private volatile @Nullable Runnable onceCommitted;

    TransactionalExecution(ProtectedCall call, Claim.Granted granted, CallWatch watch, EngineParts parts) {
        super(call, granted.attempt(), watch);
        this.lease = granted.lease();
        this.parts = parts;
    }

    void start() {
        watch().publish(new EngineEvent.Started(operation(), key(), attempt()));
    }

    /** Nobody can take over while the transaction is open. */
    @Override
    public boolean stillOwned() {
        return true;
    }

    /**
     * {@inheritDoc}
     *
     * @throws StoreException if it cannot be written; the transaction has to be rolled back then
     */
    @Override
    public Ending complete(Outcome outcome) {
        end();
        return write(lease, outcome);
    }

    @SuppressWarnings("try") // the scope is only closed
    private Ending write(Lease claimed, Outcome outcome) {
        Outcome recordable = recordable(outcome, parts.gateway().maxPayloadBytes(), parts.settings());
        Duration retention = control().retentionOr(policy().retention());
        payloadBytes = recordable.payload().length;
        Ending ending = recordable.kind() == Outcome.Kind.UNKNOWN ? Ending.HELD : Ending.RECORDED;
        try (Scope ignored = watch().open()) {
            NearRecords.Moment told = parts.near().now();
            onceCommitted = () -> parts.near().keep(call(), recordable, retention, told);
            return written(ending, parts.gateway().completeInTransaction(operation(), claimed, recordable, retention));
        }
    }

    /**
     * {@inheritDoc}
     *
     * @throws StoreException if it cannot be written; the transaction has to be rolled back then
     */
    @Override
    public Ending release() {
        end();
        return written(Ending.RELEASED, parts.gateway().releaseInTransaction(operation(), lease));
    }

    /** Writes nothing: a transaction that commits now leaves a claim whose owner seems to have vanished. */
    @Override
    public Ending abandon() {
        end();
        return Ending.ABANDONED;
    }

    private Ending written(Ending ending, boolean done) {
        if (!done) {
            throw new StoreUnavailableException(
                    "The claim of " + operation() + " (key " + key() + ") is not in the transaction any more. Do not"
                            + " roll the connection back, or back to an earlier savepoint, inside of a protected call.",
                    null);
        }
        wanted = ending;
        return ending;
    }

    /**
     * Records an answer of this call although the call was undone: in the transaction the thread is in now, a new one, with
     * a claim of its own. Does not wait for other calls.
     *
     * @return whether it is recorded when that transaction commits; {@code false} if another call has the key
     * @throws StoreException if it cannot be written; the transaction has to be rolled back then
     */
    public boolean recordAnew(Outcome answer) {
        Claim claim;
        try {
            claim = parts.gateway().claimInTransaction(call().request(), Duration.ZERO, false);
        } catch (ClaimBlockedException e) {
            return false;
        }
        if (!(claim instanceof Claim.Granted granted)) {
            return false;
        }
        write(granted.lease(), answer);
        return true;
    }

    /** The transaction that was written into has committed, and nothing else came in between. */
    public void committed() {
        over(wanted);
    }

    /**
     * The transaction that was written into has committed, after its owner had gone on in it. A database that ends a
     * deadlock may have undone by itself all there was up to then, so that only the store knows what has become of the
     * record.
     */
    public void committedByOwner() {
        onceCommitted = null;
        over(wanted);
    }

    /** The transaction has been rolled back, and with it the claim. */
    public void rolledBack() {
        end();
        over(Ending.RELEASED);
    }

    /** Nobody knows whether the transaction has committed; whoever calls next will see. */
    public void uncertain() {
        end();
        over(Ending.ABANDONED);
    }

    private void over(Ending ending) {
        if (over.compareAndSet(false, true)) {
            Runnable keeping = onceCommitted;
            if (ending == Ending.RECORDED && keeping != null) {
                keeping.run();
            }
            int bytes = ending == Ending.RELEASED ? 0 : payloadBytes;
            watch().publish(new EngineEvent.Ended(operation(), key(), ending, ending, bytes));
        }
    }
}
