package io.github.idempotency.test;

import io.github.idempotency.Outcome;
import io.github.idempotency.store.Claim;
import io.github.idempotency.store.ClaimRequest;
import io.github.idempotency.store.IdempotencyStore;
import io.github.idempotency.store.Lease;
import io.github.idempotency.store.StoreTraits;
import java.time.Duration;

/**
 * A store that misbehaves on command, for tests of what happens then.
 *
 * <pre>{@code
 * FlakyStore store = new FlakyStore(realStore);
 * store.on(Verb.COMPLETE).dropReply();             // the next completion happens, its answer is lost
 * store.on(Verb.CLAIM).always().refuse();          // the store is down for claims, until heal()
 * Gate gate = store.on(Verb.RENEW).hang(); // the next renewal waits for gate.open()
 * }</pre>
 *
 * <p>In the test of an application, {@link StoreFaults} do the same to the application's own store.
 *
 * <p>Faults of one verb are used up in the order in which they were ordered; a verb without faults goes straight to the
 * delegate. Failures are {@link io.github.idempotency.store.StoreUnavailableException}, as a real store throws them.
 * Thread-safe.
 */
public final class FlakyStore implements IdempotencyStore {

    /** The calls that can be made to misbehave. */
    public enum Verb {
        CLAIM,
        RENEW,
        COMPLETE,
        RELEASE,
        /** Looking at records and changing them, for operators. */
        INSPECT,
        /** Removing expired records. */
        CLEAN
    }

    private final IdempotencyStore delegate;
    private final StoreFaults faults = new StoreFaults();

    /** A store that behaves like the delegate until it is told otherwise. */
    public FlakyStore(IdempotencyStore delegate) {
        this.delegate = delegate;
    }

    /** Orders faults for a verb, by default for one call. */
    public FaultOrder on(Verb verb) {
        return faults.on(verb);
    }

    /** Takes back all faults that were not used up and opens every gate. */
    public void heal() {
        faults.recover();
    }

    /** How often a verb was called, failed calls included. */
    public int calls(Verb verb) {
        return faults.calls(verb);
    }

    @Override
    public Claim claim(ClaimRequest request) {
        return faults.call(Verb.CLAIM, () -> delegate.claim(request));
    }

    @Override
    public boolean renew(Lease lease, Duration extension) {
        return faults.call(Verb.RENEW, () -> delegate.renew(lease, extension));
    }

    @Override
    public boolean complete(Lease lease, Outcome outcome, Duration retention) {
        return faults.call(Verb.COMPLETE, () -> delegate.complete(lease, outcome, retention));
    }

    @Override
    public boolean release(Lease lease) {
        return faults.call(Verb.RELEASE, () -> delegate.release(lease));
    }

    @Override
    public StoreTraits traits() {
        return delegate.traits();
    }
}
