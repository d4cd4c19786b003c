package io.github.idempotency.engine;

import io.github.idempotency.CallRejectedException;
import io.github.idempotency.Fingerprint;
import io.github.idempotency.NestedCallException;
import io.github.idempotency.Rejection;
import io.github.idempotency.WhenInProgress;
import io.github.idempotency.store.Claim;
import io.github.idempotency.store.ClaimBlockedException;
import io.github.idempotency.store.ClaimRequest;
import io.github.idempotency.store.IdempotencyStore;
import io.github.idempotency.store.RecordInspector;
import io.github.idempotency.store.StoreUnavailableException;
import io.github.idempotency.store.TransactionConflictException;
import io.github.idempotency.store.UnreadableRecordException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Admits protected calls over one store: claims the key, waits where the policy says so, and hands out the execution, the
 * recorded outcome, or a refusal. Thread-safe; close it to end its background threads.
 */
public final class IdempotencyEngine implements AutoCloseable {

    private final IdempotencyStore store;
    final EngineParts parts;
    private final WaitingRoom waitingRoom;
    private volatile boolean closed;

    public IdempotencyEngine(IdempotencyStore store, EngineSettings settings, EngineListener listener) {
        this(store, settings, listener, null);
    }

    /** @param observer watches every single call; {@code null} for nobody */
    public IdempotencyEngine(
            IdempotencyStore store, EngineSettings settings, EngineListener listener, @Nullable CallObserver observer) {
        this(store, settings, listener, observer, null);
    }

    /**
     * @param observer watches every single call; {@code null} for nobody
     * @param near where records that calls of this engine have settled are kept, so that a duplicate need not ask the
     *     store; of this engine alone; {@code null} for nowhere
     */
    public IdempotencyEngine(
            IdempotencyStore store,
            EngineSettings settings,
            EngineListener listener,
            @Nullable CallObserver observer,
            @Nullable SettledRecords near) {
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
                new OrphanClaims(gateway, settings),
                new FailureLog(System::nanoTime),
                near == null ? NearRecords.NONE : new NearRecords(near));
        this.waitingRoom = new WaitingRoom(settings.maxWaiters());
    }

    /** The store this engine keeps its keys in. */
    public IdempotencyStore store() {
        return store;
    }

    /** The store as operators look into it and change it, unless it cannot be looked into. */
    public Optional<RecordInspector> inspector() {
        return store instanceof RecordInspector records
                ? Optional.of(new ForgettingInspector(records, parts.near()))
                : Optional.empty();
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
        ClaimRequest request = call.request();
        Arrival arrival = new Arrival(call, parts);
        try (Execution.Scope ignored = arrival.watch().open();
                WaitingRoom.Seat seat = waitingRoom.seat()) {
            requireOpen(arrival);
            try {
                return claim(arrival, request, seat);
            } catch (StoreUnavailableException e) {
                parts.orphanClaims().giveBack(request);
                return arrival.withoutStore(seat.taken(), e);
            } catch (UnreadableRecordException e) {
                throw arrival.unreadable(e);
            }
        } catch (CallRejectedException e) {
            throw e;
        } catch (RuntimeException | Error e) {
            arrival.failed(Rejection.STORE_UNAVAILABLE);
            parts.orphanClaims().giveBack(request);
            throw e;
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
        ClaimRequest request = call.request();
        Duration maxWait = call.policy().whenInProgress() == WhenInProgress.WAIT
                ? call.policy().maxWait()
                : Duration.ZERO;
        Arrival arrival = new Arrival(call, parts);
        try {
            return claimInTransaction(arrival, request, maxWait, keepTransaction);
        } catch (ClaimBlockedException e) {
            throw arrival.blocked(e);
        } catch (TransactionConflictException e) {
            arrival.watch().publish(new EngineEvent.Conflicted(call.operation(), call.key()));
            throw e;
        } catch (StoreUnavailableException e) {
            return arrival.withoutStore(false, e);
        } catch (UnreadableRecordException e) {
            throw arrival.unreadable(e);
        } catch (RuntimeException | Error e) {
            arrival.failed(Rejection.STORE_UNAVAILABLE);
            throw e;
        }
    }

    @SuppressWarnings("try") // the scope is only closed
    private Admission claimInTransaction(
            Arrival arrival, ClaimRequest request, Duration maxWait, boolean keepTransaction) {
        ProtectedCall call = arrival.call();
        try (Execution.Scope ignored = arrival.watch().open()) {
            requireOpen(arrival);
            Claim claim = claim(call, () -> parts.gateway().claimInTransaction(request, maxWait, keepTransaction));
            Verdict verdict = Arbiter.decide(
                    claim, call.fingerprint(), call.policy(), call.policy().maxWait());
            if (verdict instanceof Verdict.Execute execute) {
                TransactionalExecution execution =
                        new TransactionalExecution(call, execute.granted(), arrival.watch(), parts);
                execution.start();
                return new Admission.Run(execution);
            }
            return arrival.ended(verdict, claim);
        }
    }

    /**
     * Decides over a call that should run in a transaction where none can be had.
     *
     * @param cause why there is none
     * @throws CallRejectedException unless the policy says to proceed without protection
     */
    public Admission withoutTransaction(ProtectedCall call, Throwable cause) {
        return new Arrival(call, parts).withoutStore(false, cause);
    }

    /** Makes the refusal of a call whose key other transactions hold, or fight over. */
    public CallRejectedException blocked(ProtectedCall call, Throwable cause) {
        return new Arrival(call, parts).blocked(cause);
    }

    private static void refuseNested(ProtectedCall call) {
        if (ActiveCalls.contains(call.key())) {
            throw new NestedCallException(call.operation());
        }
    }

    private void requireOpen(Arrival arrival) {
        if (closed) {
            throw arrival.closed();
        }
    }

    /** Makes the refusal of a call that an adapter turns away before its key can be claimed; counted like any other. */
    public CallRejectedException refuse(String operation, Rejection why, String message) {
        parts.events().watch(operation, null).publish(new EngineEvent.Rejected(operation, null, why));
        return new CallRejectedException(why, message);
    }

    private Admission claim(Arrival arrival, ClaimRequest request, WaitingRoom.Seat seat) {
        ProtectedCall call = arrival.call();
        long start = System.nanoTime();
        Decision decision;
        try {
            decision = decide(arrival, request, seat, start);
        } finally {
            if (seat.taken()) {
                long waited = System.nanoTime() - start;
                arrival.watch().publish(new EngineEvent.Waited(call.operation(), call.key(), waited));
            }
        }
        return decision.verdict() instanceof Verdict.Execute execute
                ? run(arrival, execute.granted(), decision.claimedAt())
                : arrival.ended(decision.verdict(), decision.claim());
    }

    private record Decision(Verdict verdict, Claim claim, long claimedAt) {}

    private Decision decide(Arrival arrival, ClaimRequest request, WaitingRoom.Seat seat, long start) {
        ProtectedCall call = arrival.call();
        while (true) {
            long claimedAt = System.nanoTime();
            Claim claim = claim(call, () -> parts.gateway().claim(request));
            Duration waited = Duration.ofNanos(System.nanoTime() - start);
            Verdict verdict = Arbiter.decide(claim, call.fingerprint(), call.policy(), waited);
            if (!(verdict instanceof Verdict.Wait wait) || !pause(arrival, seat, wait.atMost())) {
                return new Decision(verdict, claim, claimedAt);
            }
        }
    }

    /**
     * While this process holds the key's outcome because the store has not taken it, the key is as good as held, also if
     * its lease has run out: it must not be executed a second time.
     */
    private Claim claim(ProtectedCall call, Supplier<Claim> store) {
        Claim near = parts.near().find(call.key());
        if (near != null) {
            return near;
        }
        Fingerprint awaited = parts.lateEndings().awaited(call.key(), call.fingerprint());
        return awaited == null
                ? store.get()
                : new Claim.Held(awaited, parts.settings().storeTimeout());
    }

    private static boolean pause(Arrival arrival, WaitingRoom.Seat seat, Duration atMost) {
        if (!seat.taken()) {
            if (!seat.take()) {
                return false;
            }
            ProtectedCall call = arrival.call();
            arrival.watch().publish(new EngineEvent.Waiting(call.operation(), call.key()));
        }
        return seat.pause(atMost);
    }

    private Admission run(Arrival arrival, Claim.Granted granted, long claimedAt) {
        LeasedExecution execution = new LeasedExecution(
                arrival.call(), granted.lease(), granted.attempt(), arrival.watch(), claimedAt, parts);
        execution.start();
        return new Admission.Run(execution);
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
