package io.github.idempotency.engine;

import io.github.idempotency.Outcome;
import io.github.idempotency.store.Claim;
import io.github.idempotency.store.ClaimRequest;
import io.github.idempotency.store.Lease;
import io.github.idempotency.store.StoreException;
import io.github.idempotency.store.StoreUnavailableException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A run whose claim and outcome are part of the application's transaction. {@link #complete} and {@link #release} write
 * into that transaction, on its thread; what they wrote counts when it has committed. Whoever drives the transaction says
 * once what became of it: {@link #committed}, {@link #rolledBack} or {@link #uncertain}.
 */
public final class TransactionalExecution extends Execution {

    private final Lease lease;
    private final EngineParts parts;
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile Ending wanted = Ending.ABANDONED;

    TransactionalExecution(ProtectedCall call, Claim.Granted granted, EngineParts parts) {
        super(call, granted.attempt(), new CallControl());
        this.lease = granted.lease();
        this.parts = parts;
    }

    void start() {
        publish(new EngineEvent.Started(operation(), key(), attempt()));
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
        Outcome recordable = recordable(outcome, parts.gateway().maxPayloadBytes());
        Duration retention = control().retentionOr(policy().retention());
        Ending ending = recordable.kind() == Outcome.Kind.UNKNOWN ? Ending.HELD : Ending.RECORDED;
        return write(ending, parts.gateway().completeInTransaction(operation(), lease, recordable, retention));
    }

    /**
     * {@inheritDoc}
     *
     * @throws StoreException if it cannot be written; the transaction has to be rolled back then
     */
    @Override
    public Ending release() {
        return write(Ending.RELEASED, parts.gateway().releaseInTransaction(operation(), lease));
    }

    /** Writes nothing: a transaction that commits now leaves a claim whose owner seems to have vanished. */
    @Override
    public Ending abandon() {
        end();
        return Ending.ABANDONED;
    }

    private Ending write(Ending ending, boolean done) {
        end();
        if (!done) {
            throw new StoreUnavailableException(
                    "The claim of " + operation() + " (key " + key() + ") is not in the transaction any more. Do not"
                            + " roll the connection back, or back to an earlier savepoint, inside of a protected call.",
                    null);
        }
        wanted = ending;
        return ending;
    }

    /** The transaction has committed. */
    public void committed() {
        over(wanted);
    }

    /**
     * The transaction has been rolled back, and with it the claim.
     *
     * @param answer what is to be recorded all the same, because the failure is an answer, or {@code null}; it is written
     *     by itself, unless somebody else has taken the key meanwhile
     */
    public void rolledBack(@Nullable Outcome answer) {
        end();
        if (answer == null || !over.compareAndSet(false, true)) {
            over(Ending.RELEASED);
        } else if (!recorded(answer)) {
            publish(new EngineEvent.Ended(operation(), key(), Ending.RELEASED, Ending.RELEASED));
        }
    }

    /** Nobody knows whether the transaction has committed; whoever calls next will see. */
    public void uncertain() {
        end();
        over(Ending.ABANDONED);
    }

    private void over(Ending ending) {
        if (over.compareAndSet(false, true)) {
            publish(new EngineEvent.Ended(operation(), key(), ending, ending));
        }
    }

    /** @return whether the answer is recorded or going to be */
    private boolean recorded(Outcome answer) {
        ClaimRequest request = call().request();
        long claimedAt = System.nanoTime();
        boolean interrupted = Thread.interrupted();
        try {
            if (parts.gateway().claim(request) instanceof Claim.Granted granted) {
                new LeasedExecution(call(), granted.lease(), granted.attempt(), control(), claimedAt, parts)
                        .complete(answer);
                return true;
            }
            log.debug("The failure of {} (key {}) is not recorded: another call has the key", operation(), key());
        } catch (StoreException e) {
            parts.orphanClaims().giveBack(request);
            log.warn(
                    "The failure of {} (key {}) could not be recorded; nothing was done, and a retry executes again: {}",
                    operation(),
                    key(),
                    e.getMessage());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        return false;
    }

    private void publish(EngineEvent event) {
        parts.events().publish(event);
    }
}
