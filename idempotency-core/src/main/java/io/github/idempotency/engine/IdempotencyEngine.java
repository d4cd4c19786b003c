package io.github.idempotency.engine;

import io.github.idempotency.CallRejectedException;
import io.github.idempotency.Fingerprint;
import io.github.idempotency.NestedCallException;
import io.github.idempotency.Outcome;
import io.github.idempotency.Rejection;
import io.github.idempotency.WhenInProgress;
import io.github.idempotency.WhenStoreFails;
import io.github.idempotency.codec.RecordedPayload;
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
    final EngineParts parts;
    private final WaitingRoom waitingRoom;
    private final FailureLog failures = new FailureLog(System::nanoTime);
    private volatile boolean closed;

    public IdempotencyEngine(IdempotencyStore store, EngineSettings settings, EngineListener listener) {
        this(store, settings, listener, null);
    }

    /** @param observer watches every single call; {@code null} for nobody */
    public IdempotencyEngine(
            IdempotencyStore store, EngineSettings settings, EngineListener listener, @Nullable CallObserver observer) {
        this.store = store;
        Events events = new Events(listener, observer, StoreGateway.nameOf(store));
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
    @SuppressWarnings("try") // the scope is only closed
    public Admission admit(ProtectedCall call) {
        refuseNested(call);
        CallWatch watch = watch(call);
        ClaimRequest request = call.request();
        try (Execution.Scope ignored = watch.open();
                WaitingRoom.Seat seat = waitingRoom.seat()) {
            requireOpen(call, watch);
            try {
                return claim(call, watch, request, seat);
            } catch (StoreUnavailableException e) {
                parts.orphanClaims().giveBack(request);
                return withoutStore(call, watch, seat.taken(), e);
            } catch (UnreadableRecordException e) {
                throw unreadable(call, watch, e);
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
    @SuppressWarnings("try") // the scope is only closed
    public Admission admitInTransaction(ProtectedCall call, boolean keepTransaction) {
        refuseNested(call);
        CallWatch watch = watch(call);
        Duration maxWait = call.policy().whenInProgress() == WhenInProgress.WAIT
                ? call.policy().maxWait()
                : Duration.ZERO;
        try (Execution.Scope ignored = watch.open()) {
            requireOpen(call, watch);
            Claim claim =
                    claim(call, () -> parts.gateway().claimInTransaction(call.request(), maxWait, keepTransaction));
            Verdict verdict = Arbiter.decide(
                    claim, call.fingerprint(), call.policy(), call.policy().maxWait());
            if (verdict instanceof Verdict.Execute execute) {
                TransactionalExecution execution = new TransactionalExecution(call, execute.granted(), watch, parts);
                execution.start();
                return new Admission.Run(execution);
            }
            return ended(call, watch, verdict, claim);
        } catch (ClaimBlockedException e) {
            throw refusal(call, watch, Rejection.IN_PROGRESS, AGAIN_AFTER_BLOCKED, e);
        } catch (TransactionConflictException e) {
            watch.publish(new EngineEvent.Conflicted(call.operation(), call.key()));
            throw e;
        } catch (StoreUnavailableException e) {
            return withoutStore(call, watch, false, e);
        } catch (UnreadableRecordException e) {
            throw unreadable(call, watch, e);
        }
    }

    /**
     * Decides over a call that should run in a transaction where none can be had.
     *
     * @param cause why there is none
     * @throws CallRejectedException unless the policy says to proceed without protection
     */
    public Admission withoutTransaction(ProtectedCall call, Throwable cause) {
        return withoutStore(call, watch(call), false, cause);
    }

    /** Makes the refusal of a call whose key other transactions hold, or fight over. */
    public CallRejectedException blocked(ProtectedCall call, Throwable cause) {
        return refusal(call, watch(call), Rejection.IN_PROGRESS, AGAIN_AFTER_BLOCKED, cause);
    }

    private static void refuseNested(ProtectedCall call) {
        if (ActiveCalls.contains(call.key())) {
            throw new NestedCallException(call.operation());
        }
    }

    private CallWatch watch(ProtectedCall call) {
        return parts.events().watch(call.operation(), call.key());
    }

    private void requireOpen(ProtectedCall call, CallWatch watch) {
        if (closed) {
            // Without heartbeats nobody could execute safely any more.
            throw refusal(
                    call,
                    watch,
                    Rejection.STORE_UNAVAILABLE,
                    null,
                    new IllegalStateException("The idempotency engine is closed"));
        }
    }

    /** Makes the refusal of a call that an adapter turns away before its key can be claimed; counted like any other. */
    public CallRejectedException refuse(String operation, Rejection why, String message) {
        parts.events().watch(operation, null).publish(new EngineEvent.Rejected(operation, null, why));
        return new CallRejectedException(why, message);
    }

    private Admission claim(ProtectedCall call, CallWatch watch, ClaimRequest request, WaitingRoom.Seat seat) {
        long start = System.nanoTime();
        Decision decision;
        try {
            decision = decide(call, watch, request, seat, start);
        } finally {
            if (seat.taken()) {
                watch.publish(new EngineEvent.Waited(call.operation(), call.key(), System.nanoTime() - start));
            }
        }
        return decision.verdict() instanceof Verdict.Execute execute
                ? run(call, watch, execute.granted(), decision.claimedAt())
                : ended(call, watch, decision.verdict(), decision.claim());
    }

    private record Decision(Verdict verdict, Claim claim, long claimedAt) {}

    private Decision decide(
            ProtectedCall call, CallWatch watch, ClaimRequest request, WaitingRoom.Seat seat, long start) {
        while (true) {
            long claimedAt = System.nanoTime();
            Claim claim = claim(call, () -> parts.gateway().claim(request));
            Duration waited = Duration.ofNanos(System.nanoTime() - start);
            Verdict verdict = Arbiter.decide(claim, call.fingerprint(), call.policy(), waited);
            if (!(verdict instanceof Verdict.Wait wait) || !pause(call, watch, seat, wait.atMost())) {
                return new Decision(verdict, claim, claimedAt);
            }
        }
    }

    /** The answer to a call that neither executes nor waits any longer. */
    private Admission ended(ProtectedCall call, CallWatch watch, Verdict verdict, Claim claim) {
        if (verdict instanceof Verdict.Replay replay) {
            return replay(call, watch, replay.outcome());
        }
        if (verdict instanceof Verdict.Reject reject) {
            throw refusal(call, watch, reject.why(), reject.retryAfter(), null);
        }
        if (verdict instanceof Verdict.Hold) {
            throw refusal(call, watch, Rejection.OUTCOME_UNKNOWN, null, null);
        }
        throw refusal(call, watch, Rejection.IN_PROGRESS, remaining(claim), null);
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

    private static boolean pause(ProtectedCall call, CallWatch watch, WaitingRoom.Seat seat, Duration atMost) {
        if (!seat.taken()) {
            if (!seat.take()) {
                return false;
            }
            watch.publish(new EngineEvent.Waiting(call.operation(), call.key()));
        }
        return seat.pause(atMost);
    }

    private Admission run(ProtectedCall call, CallWatch watch, Claim.Granted granted, long claimedAt) {
        LeasedExecution execution =
                new LeasedExecution(call, granted.lease(), granted.attempt(), watch, claimedAt, parts);
        execution.start();
        return new Admission.Run(execution);
    }

    private static Admission replay(ProtectedCall call, CallWatch watch, Outcome stored) {
        RecordedPayload recorded = RecordedPayload.decode(stored.payload());
        watch.publish(
                new EngineEvent.Replayed(call.operation(), call.key(), stored.payload().length, recorded.trace()));
        return new Admission.Replay(Outcome.of(stored.kind(), recorded.content()));
    }

    /** @param waited who has waited knows that another executes: to proceed would be to execute a second time */
    private Admission withoutStore(ProtectedCall call, CallWatch watch, boolean waited, Throwable cause) {
        boolean proceeds = call.policy().whenStoreFails() == WhenStoreFails.PROCEED && !waited;
        failures.storeUnavailable(call, StoreGateway.nameOf(store), proceeds, cause);
        if (proceeds) {
            watch.publish(new EngineEvent.Unprotected(call.operation(), call.key()));
            return new Admission.Unprotected();
        }
        throw refusal(call, watch, Rejection.STORE_UNAVAILABLE, parts.settings().storeTimeout(), cause);
    }

    private CallRejectedException unreadable(ProtectedCall call, CallWatch watch, UnreadableRecordException cause) {
        failures.recordUnreadable(call, cause);
        return refusal(call, watch, Rejection.RECORD_UNREADABLE, null, cause);
    }

    private static CallRejectedException refusal(
            ProtectedCall call,
            CallWatch watch,
            Rejection why,
            @Nullable Duration retryAfter,
            @Nullable Throwable cause) {
        watch.publish(new EngineEvent.Rejected(call.operation(), call.key(), why));
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
