package io.github.idempotency.engine;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.Outcome;
import io.github.idempotency.engine.EngineEvent.StoreVerb;
import io.github.idempotency.store.Claim;
import io.github.idempotency.store.ClaimBlockedException;
import io.github.idempotency.store.ClaimRequest;
import io.github.idempotency.store.IdempotencyStore;
import io.github.idempotency.store.Lease;
import io.github.idempotency.store.StoreUnavailableException;
import io.github.idempotency.store.TransactionConflictException;
import io.github.idempotency.store.TransactionalStore;
import io.github.idempotency.store.UnreadableRecordException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Calls the store: measures every call, and repeats one whose reply may have been lost while there is time. */
final class StoreGateway {

    private static final long FIRST_PAUSE_NANOS = Duration.ofMillis(5).toNanos();

    private final IdempotencyStore store;
    private final Events events;
    private final Runnable answered;
    private final long retryBudgetNanos;

    /** @param answered told whenever the store has answered */
    StoreGateway(IdempotencyStore store, Events events, Duration timeout, Runnable answered) {
        this.store = store;
        this.events = events;
        this.answered = answered;
        // The last repetition may itself take a whole timeout, so only failures that came quickly are repeated.
        this.retryBudgetNanos = Nanos.of(timeout) / 4;
    }

    Claim claim(ClaimRequest request) {
        return repeatedly(() -> claimInTime(request));
    }

    /** A grant that took longer than its lease may have passed to another owner by now, so it is asked for again. */
    private Claim claimInTime(ClaimRequest request) {
        for (int tries = 0; tries < 2; tries++) {
            long sent = System.nanoTime();
            Claim claim = claimOnce(request);
            if (!(claim instanceof Claim.Granted) || System.nanoTime() - sent < Nanos.of(request.lease())) {
                return claim;
            }
        }
        throw new StoreUnavailableException(
                "The store answered only after the lease it granted (" + request.lease()
                        + ") had run out. Raise idempotency.lease well above the store's response time.",
                null);
    }

    Claim claimOnce(ClaimRequest request) {
        return outside(request.operation(), request.key(), StoreVerb.CLAIM, () -> store.claim(request));
    }

    boolean complete(String operation, Lease lease, Outcome outcome, Duration retention) {
        return repeatedly(() -> completeOnce(operation, lease, outcome, retention));
    }

    boolean completeOnce(String operation, Lease lease, Outcome outcome, Duration retention) {
        return outside(operation, lease.key(), StoreVerb.COMPLETE, () -> store.complete(lease, outcome, retention));
    }

    boolean releaseOnce(String operation, Lease lease) {
        return outside(operation, lease.key(), StoreVerb.RELEASE, () -> store.release(lease));
    }

    boolean renewOnce(String operation, Lease lease, Duration extension) {
        return outside(operation, lease.key(), StoreVerb.RENEW, () -> store.renew(lease, extension));
    }

    /** Not repeated: after a failure the transaction may be of no use any more. */
    Claim claimInTransaction(ClaimRequest request, Duration maxWait, boolean keepTransaction) {
        return measured(
                request.operation(),
                request.key(),
                StoreVerb.CLAIM,
                () -> transactional().claimInTransaction(request, maxWait, keepTransaction));
    }

    boolean completeInTransaction(String operation, Lease lease, Outcome outcome, Duration retention) {
        return measured(
                operation,
                lease.key(),
                StoreVerb.COMPLETE,
                () -> transactional().completeInTransaction(lease, outcome, retention));
    }

    boolean releaseInTransaction(String operation, Lease lease) {
        return measured(
                operation, lease.key(), StoreVerb.RELEASE, () -> transactional().releaseInTransaction(lease));
    }

    private TransactionalStore transactional() {
        if (store instanceof TransactionalStore it) {
            return it;
        }
        throw new StoreUnavailableException(
                "The store '" + store.traits().name() + "' cannot take part in a transaction", null);
    }

    String storeName() {
        return nameOf(store);
    }

    /** A store that cannot tell its name is known by that of its class. */
    static String nameOf(IdempotencyStore store) {
        try {
            return store.traits().name();
        } catch (RuntimeException | Error e) {
            return store.getClass().getSimpleName();
        }
    }

    /** A store that cannot tell its limit is left to refuse what is too large. */
    long maxPayloadBytes() {
        try {
            return store.traits().maxPayloadBytes();
        } catch (RuntimeException | Error e) {
            return Long.MAX_VALUE;
        }
    }

    private <T> T repeatedly(Supplier<T> call) {
        long start = System.nanoTime();
        long pause = FIRST_PAUSE_NANOS;
        while (true) {
            try {
                return call.get();
            } catch (StoreUnavailableException e) {
                long spent = System.nanoTime() - start;
                if (spent + pause > retryBudgetNanos || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                long jittered = pause + ThreadLocalRandom.current().nextLong(pause);
                LockSupport.parkNanos(Math.min(jittered, retryBudgetNanos - spent));
                pause *= 2;
            }
        }
    }

    /** Outside of the application's transactions, where a store has none that could be blocked or in conflict. */
    private <T> T outside(String operation, IdempotencyKey key, StoreVerb verb, Supplier<T> call) {
        return measured(operation, key, verb, () -> {
            try {
                return call.get();
            } catch (ClaimBlockedException | TransactionConflictException e) {
                throw failedWith(e);
            }
        });
    }

    /** Only the class is shown: what a driver says may quote what was to be stored. */
    private static StoreUnavailableException failedWith(Throwable cause) {
        return new StoreUnavailableException(
                "The store failed with " + cause.getClass().getName(), cause);
    }

    private <T> T measured(String operation, IdempotencyKey key, StoreVerb verb, Supplier<T> call) {
        long start = System.nanoTime();
        boolean failed = true;
        try {
            T answer = call.get();
            failed = false;
            answered.run();
            return answer;
        } catch (ClaimBlockedException | TransactionConflictException e) {
            failed = false;
            throw e;
        } catch (UnreadableRecordException | StoreUnavailableException e) {
            throw e;
        } catch (Throwable e) {
            // Not what the SPI allows, be it an Error or a StoreException of the store's own, but a call must not lose
            // its heartbeat or its answer over it.
            throw failedWith(e);
        } finally {
            events.publish(new EngineEvent.StoreCalled(operation, key, verb, System.nanoTime() - start, failed));
        }
    }
}
