package io.github.idempotency.engine;

import io.github.idempotency.CallRejectedException;
import io.github.idempotency.Fingerprint;
import io.github.idempotency.NestedCallException;
import io.github.idempotency.Outcome;
import io.github.idempotency.Rejection;
import io.github.idempotency.WhenInProgress;
import io.github.idempotency.WhenStoreFails;
import io.github.idempotency.store.Claim;
import io.github.idempotency.store.ClaimBlockedException;
import io.github.idempotency.store.ClaimRequest;
import io.github.idempotency.store.IdempotencyStore;
import io.github.idempotency.store.StoreUnavailableException;
import io.github.idempotency.store.TransactionConflictException;
import io.github.idempotency.store.UnreadableRecordException;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Admits protected calls over one store: claims the key, waits where the policy says so, and hands out the execution, the
 * recorded outcome, or a refusal. Thread-safe; close it to end its background threads.
 */
public final class IdempotencyEngine implements AutoCloseable {

    /** How long other transactions take, nobody knows. */
    private static final Duration AGAIN_AFTER_BLOCKED = Duration.ofSeconds(1);

    private final IdempotencyStore store;
    private final EngineParts parts;
    private final WaitingRoom waitingRoom;
    private volatile boolean closed;

    public IdempotencyEngine(IdempotencyStore store, EngineSettings settings, EngineListener listener) {
        this.store = store;
        Events events = new Events(listener);
        LateEndings lateEndings = new LateEndings(
                "idempotency-late-endings",
                settings.maxPendingCompletions(),
                EngineSettings.MAX_PENDING_COMPLETION_BYTES,
                settings.storeTimeout());
        StoreGateway gateway = new StoreGateway(store, events, settings.storeTimeout(), lateEndings::hurry);
        this.parts = new EngineParts(
                settings,
                gateway,
                events,
                new Heartbeats(settings.storeTimeout()),
                lateEndings,
                new OrphanClaims(gateway, settings));
        this.waitingRoom = new WaitingRoom(settings.maxWaiters());
    }

    /** The store this engine keeps its keys in. */
    public IdempotencyStore store() {
        return store;
    }

    /**
     * Decides over a call. The calling thread waits for the store at most 1.25 times the store timeout, and the timeout
     * itself where the store does not answer at all; one more timeout where this process still has the key's outcome to
     * record, or where a grant came only after its lease had run out; and in addition {@code max-wait} where the policy
     * lets duplicates wait.
     *
     * @throws CallRejectedException if the call must not execute and there is no outcome to replay
     * @throws NestedCallException if the current thread is already inside a call with this key
     */
    public Admission admit(ProtectedCall call) {
        requireOpen(call);
        ClaimRequest request = call.request();
        try (WaitingRoom.Seat seat = waitingRoom.seat()) {
            try {
                return claim(call, request, seat);
            } catch (StoreUnavailableException e) {
                parts.orphanClaims().giveBack(request);
                return withoutStore(call, seat.taken(), e);
            } catch (UnreadableRecordException e) {
                throw refusal(call, Rejection.RECORD_UNREADABLE, null, e);
            }
        }
    }

    /**
     * Decides over a call within the transaction of the current thread. What is admitted runs as a {@link
     * TransactionalExecution}. The calling thread waits for another transaction with the same key as long as the policy
     * lets duplicates wait.
     *
     * @param keepTransaction whether the transaction has to stay usable if the call is refused
     * @throws CallRejectedException if the call must not execute and there is no outcome to replay
     * @throws NestedCallException if the current thread is already inside a call with this key
     * @throws TransactionConflictException if the transaction has to be rolled back, and the call may then be tried in a new one
     */
    public Admission admitInTransaction(ProtectedCall call, boolean keepTransaction) {
        requireOpen(call);
        Duration maxWait = call.policy().whenInProgress() == WhenInProgress.WAIT
                ? call.policy().maxWait()
                : Duration.ZERO;
        try {
            Claim claim =
                    claim(call, () -> parts.gateway().claimInTransaction(call.request(), maxWait, keepTransaction));
            Verdict verdict = Arbiter.decide(
                    claim, call.fingerprint(), call.policy(), call.policy().maxWait());
            if (verdict instanceof Verdict.Execute execute) {
                TransactionalExecution execution = new TransactionalExecution(call, execute.granted(), parts);
                execution.start();
                return new Admission.Run(execution);
            }
            return ended(call, verdict, claim);
        } catch (ClaimBlockedException e) {
            throw blocked(call, e);
        } catch (StoreUnavailableException e) {
            return withoutTransaction(call, e);
        } catch (UnreadableRecordException e) {
            throw refusal(call, Rejection.RECORD_UNREADABLE, null, e);
        }
    }

    /**
     * Decides over a call that should run in a transaction where none can be had.
     *
     * @param cause why there is none
     * @throws CallRejectedException unless the policy says to proceed without protection
     */
    public Admission withoutTransaction(ProtectedCall call, Throwable cause) {
        return withoutStore(call, false, cause);
    }

    /** Makes the refusal of a call whose key other transactions hold, or fight over. */
    public CallRejectedException blocked(ProtectedCall call, Throwable cause) {
        return refusal(call, Rejection.IN_PROGRESS, AGAIN_AFTER_BLOCKED, cause);
    }

    private void requireOpen(ProtectedCall call) {
        if (ActiveCalls.contains(call.key())) {
            throw new NestedCallException(call.operation());
        }
        if (closed) {
            // Without heartbeats nobody could execute safely any more.
            throw refusal(
                    call,
                    Rejection.STORE_UNAVAILABLE,
                    null,
                    new IllegalStateException("The idempotency engine is closed"));
        }
    }

    /** Makes the refusal of a call that an adapter turns away before its key can be claimed; counted like any other. */
    public CallRejectedException refuse(String operation, Rejection why, String message) {
        parts.events().publish(new EngineEvent.Rejected(operation, null, why));
        return new CallRejectedException(why, message);
    }

    private Admission claim(ProtectedCall call, ClaimRequest request, WaitingRoom.Seat seat) {
        long start = System.nanoTime();
        while (true) {
            long claimedAt = System.nanoTime();
            Claim claim = claim(call, () -> parts.gateway().claim(request));
            Duration waited = Duration.ofNanos(System.nanoTime() - start);
            Verdict verdict = Arbiter.decide(claim, call.fingerprint(), call.policy(), waited);
            if (verdict instanceof Verdict.Execute execute) {
                return run(call, execute.granted(), claimedAt);
            }
            if (!(verdict instanceof Verdict.Wait wait) || !pause(call, seat, wait.atMost())) {
                return ended(call, verdict, claim);
            }
        }
    }

    /** The answer to a call that neither executes nor waits any longer. */
    private Admission ended(ProtectedCall call, Verdict verdict, Claim claim) {
        if (verdict instanceof Verdict.Replay replay) {
            return replay(call, replay.outcome());
        }
        if (verdict instanceof Verdict.Reject reject) {
            throw refusal(call, reject.why(), reject.retryAfter(), null);
        }
        if (verdict instanceof Verdict.Hold) {
            throw refusal(call, Rejection.OUTCOME_UNKNOWN, null, null);
        }
        throw refusal(call, Rejection.IN_PROGRESS, remaining(claim), null);
    }

    /**
     * While this process holds the key's outcome because the store has not taken it, the key is as good as held, also if
     * its lease has run out: it must not be executed a second time.
     */
    private Claim claim(ProtectedCall call, Supplier<Claim> store) {
        Fingerprint awaited = parts.lateEndings().awaited(call.key(), call.fingerprint());
        return awaited == null
                ? store.get()
                : new Claim.Held(awaited, parts.settings().storeTimeout());
    }

    private boolean pause(ProtectedCall call, WaitingRoom.Seat seat, Duration atMost) {
        if (!seat.taken()) {
            if (!seat.take()) {
                return false;
            }
            parts.events().publish(new EngineEvent.Waiting(call.operation(), call.key()));
        }
        return seat.pause(atMost);
    }

    private Admission run(ProtectedCall call, Claim.Granted granted, long claimedAt) {
        LeasedExecution execution = new LeasedExecution(call, granted.lease(), granted.attempt(), claimedAt, parts);
        execution.start();
        return new Admission.Run(execution);
    }

    private Admission replay(ProtectedCall call, Outcome outcome) {
        parts.events().publish(new EngineEvent.Replayed(call.operation(), call.key()));
        return new Admission.Replay(outcome);
    }

    /** @param waited who has waited knows that another executes: to proceed would be to execute a second time */
    private Admission withoutStore(ProtectedCall call, boolean waited, Throwable cause) {
        if (call.policy().whenStoreFails() == WhenStoreFails.PROCEED && !waited) {
            parts.events().publish(new EngineEvent.Unprotected(call.operation(), call.key()));
            return new Admission.Unprotected();
        }
        throw refusal(call, Rejection.STORE_UNAVAILABLE, parts.settings().storeTimeout(), cause);
    }

    private CallRejectedException refusal(
            ProtectedCall call, Rejection why, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        parts.events().publish(new EngineEvent.Rejected(call.operation(), call.key(), why));
        return new CallRejectedException(why, Refusals.message(why, call), retryAfter, cause);
    }

    private static Duration remaining(Claim claim) {
        return claim instanceof Claim.Held held ? held.remaining() : Duration.ZERO;
    }

    /**
     * Refuses further calls, stops renewing leases and tries once more to record what the store has not taken yet.
     * Returns when the background threads have ended, or after a few store timeouts where the store does not answer.
     */
    @Override
    public void close() {
        closed = true;
        parts.lateEndings().close();
        parts.orphanClaims().close();
        parts.heartbeats().close();
    }
}
