package io.github.idempotency.test;

import io.github.idempotency.store.IdempotencyStore;
import io.github.idempotency.test.FlakyStore.Verb;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes stores misbehave on command: the store is down, loses its replies, hangs, and recovers. The commands for every
 * verb replace each other; faults {@link #on one verb} come on top and are used up in the order in which they were
 * ordered. Thread-safe.
 *
 * <p>The engine repeats a call of the store that failed quickly, so a fault that is to be seen by a caller has to last:
 * {@link #failEverything()} rather than {@link #failNext(int) failNext(1)}, which shows that a hiccup goes unnoticed.
 */
public final class StoreFaults {

    private static final Fault NONE = new Fault.None();

    private final Faults ofAll = new Faults();
    private final Map<Verb, Faults> ofVerb = new EnumMap<>(Verb.class);
    private final Map<Verb, AtomicInteger> calls = new EnumMap<>(Verb.class);

    /** Faults of no store yet, see {@link #wrap}. */
    public StoreFaults() {
        for (Verb verb : Verb.values()) {
            ofVerb.put(verb, new Faults());
            calls.put(verb, new AtomicInteger());
        }
    }

    /**
     * A store that is the given one until it is told otherwise, and can do what the given one can: it has all its public
     * interfaces, but not its class.
     */
    public IdempotencyStore wrap(IdempotencyStore store) {
        return FlakyCalls.around(store, this);
    }

    /**
     * The next calls fail, whatever they are, and nothing happens.
     *
     * @param number how many calls, at least one
     */
    public void failNext(int number) {
        all().times(number).refuse();
    }

    /** The store cannot be reached until it recovers. */
    public void failEverything() {
        all().always().refuse();
    }

    /** The store acts, and nobody gets its answer until it recovers. */
    public void loseReplies() {
        all().always().dropReply();
    }

    /** Every call hangs before the store acts, until the gate is opened or the store recovers; for a minute at most. */
    public Gate hang() {
        return all().always().hang();
    }

    /** Orders faults for one verb, by default for one call. */
    public FaultOrder on(Verb verb) {
        return new FaultOrder(of(verb), 1);
    }

    /** Takes back all faults that were not used up and opens every gate. */
    public void recover() {
        ofAll.clear();
        ofVerb.values().forEach(Faults::clear);
    }

    /** Recovers, and counts the calls from zero. */
    public void reset() {
        recover();
        calls.values().forEach(count -> count.set(0));
    }

    /** How often a verb was called, failed calls included. */
    public int calls(Verb verb) {
        return count(verb).get();
    }

    <T extends @Nullable Object> T call(Verb verb, Supplier<T> action) {
        count(verb).incrementAndGet();
        Fault fault = ofAll.nextOr(NONE);
        if (fault.equals(NONE)) {
            fault = of(verb).nextOr(NONE);
        }
        fault.before(verb);
        T result = action.get();
        fault.after(verb);
        return result;
    }

    private FaultOrder all() {
        ofAll.clear();
        return new FaultOrder(ofAll, 1);
    }

    private Faults of(Verb verb) {
        return Objects.requireNonNull(ofVerb.get(verb));
    }

    private AtomicInteger count(Verb verb) {
        return Objects.requireNonNull(calls.get(verb));
    }
}
