package io.github.idempotency.test;

import io.github.idempotency.Outcome;
import io.github.idempotency.store.Claim;
import io.github.idempotency.store.ClaimRequest;
import io.github.idempotency.store.IdempotencyStore;
import io.github.idempotency.store.Lease;
import io.github.idempotency.store.StoreTraits;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

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
        RELEASE
    }

    private final IdempotencyStore delegate;
    private final Map<Verb, Faults> faults = new EnumMap<>(Verb.class);
    private final Map<Verb, AtomicInteger> calls = new EnumMap<>(Verb.class);

    /** A store that behaves like the delegate until it is told otherwise. */
    public FlakyStore(IdempotencyStore delegate) {
        this.delegate = delegate;
        for (Verb verb : Verb.values()) {
            faults.put(verb, new Faults(verb));
            calls.put(verb, new AtomicInteger());
        }
    }

    /** Orders faults for a verb, by default for one call. */
    public FaultOrder on(Verb verb) {
        return new FaultOrder(of(verb), 1);
    }

    /** Takes back all faults that were not used up and opens every gate. */
    public void heal() {
        faults.values().forEach(Faults::clear);
    }

    /** How often a verb was called, failed calls included. */
    public int calls(Verb verb) {
        return count(verb).get();
    }

    @Override
    public Claim claim(ClaimRequest request) {
        return call(Verb.CLAIM, () -> delegate.claim(request));
    }

    @Override
    public boolean renew(Lease lease, Duration extension) {
        return call(Verb.RENEW, () -> delegate.renew(lease, extension));
    }

    @Override
    public boolean complete(Lease lease, Outcome outcome, Duration retention) {
        return call(Verb.COMPLETE, () -> delegate.complete(lease, outcome, retention));
    }

    @Override
    public boolean release(Lease lease) {
        return call(Verb.RELEASE, () -> delegate.release(lease));
    }

    @Override
    public StoreTraits traits() {
        return delegate.traits();
    }

    private <T> T call(Verb verb, Supplier<T> action) {
        count(verb).incrementAndGet();
        Fault fault = of(verb).next();
        fault.before(verb);
        T result = action.get();
        fault.after(verb);
        return result;
    }

    private Faults of(Verb verb) {
        return Objects.requireNonNull(faults.get(verb));
    }

    private AtomicInteger count(Verb verb) {
        return Objects.requireNonNull(calls.get(verb));
    }
}
