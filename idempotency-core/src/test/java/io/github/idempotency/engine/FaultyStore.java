package io.github.idempotency.engine;

import io.github.idempotency.Outcome;
import io.github.idempotency.engine.EngineEvent.StoreVerb;
import io.github.idempotency.store.Claim;
import io.github.idempotency.store.ClaimRequest;
import io.github.idempotency.store.IdempotencyStore;
import io.github.idempotency.store.Lease;
import io.github.idempotency.store.StoreException;
import io.github.idempotency.store.StoreTraits;
import io.github.idempotency.store.StoreUnavailableException;
import io.github.idempotency.store.UnreadableRecordException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A store between which and the engine things go wrong as a test wants it. */
final class FaultyStore implements IdempotencyStore {

    /** What happens around one call. */
    @FunctionalInterface
    interface Fault {
        Object around(Supplier<Object> verb);
    }

    static final Fault NONE = Supplier::get;
    static final Fault DOWN = verb -> {
        throw new StoreUnavailableException("down", null);
    };
    static final Fault REPLY_LOST = verb -> {
        throw new StoreUnavailableException("reply lost after " + verb.get(), null);
    };
    static final Fault UNREADABLE = verb -> {
        throw new UnreadableRecordException("format 99", null);
    };
    static final Fault BUG = verb -> {
        throw new IllegalStateException("driver bug quoting secret-payload");
    };
    static final Fault ERROR = verb -> {
        throw new NoClassDefFoundError("driver/half/deployed");
    };
    static final Fault OF_ITS_OWN = verb -> {
        throw new OwnException();
    };

    /** What a store of somebody else's may throw although it should not. */
    private static final class OwnException extends StoreException {

        private static final long serialVersionUID = 1L;

        OwnException() {
            super("quoting secret-payload", null);
        }
    }

    private final IdempotencyStore sound;
    private final Map<StoreVerb, Queue<Fault>> next = new ConcurrentHashMap<>();
    private final Map<StoreVerb, Fault> standing = new ConcurrentHashMap<>();
    private final Map<StoreVerb, AtomicInteger> calls = new ConcurrentHashMap<>();

    FaultyStore(IdempotencyStore sound) {
        this.sound = sound;
    }

    /** Holds the verb up until the second latch opens; the first one tells that it is there. */
    static Fault heldUp(CountDownLatch arrived, CountDownLatch goOn) {
        return verb -> {
            arrived.countDown();
            try {
                if (!goOn.await(30, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("nobody let the store go on");
                }
            } catch (InterruptedException e) {
                throw new StoreUnavailableException("interrupted", e);
            }
            return verb.get();
        };
    }

    /** Only where the calling thread's name begins like this. */
    static Fault onThread(String prefix, Fault fault) {
        return verb -> (Thread.currentThread().getName().startsWith(prefix) ? fault : NONE).around(verb);
    }

    /** Every seventh call is lost on its way to the store, and the reply to every eleventh on its way back. */
    static Fault unreliable() {
        AtomicInteger number = new AtomicInteger();
        return verb -> {
            int n = number.incrementAndGet();
            return (n % 7 == 0 ? DOWN : n % 11 == 0 ? REPLY_LOST : NONE).around(verb);
        };
    }

    /** The next calls of the verb, one fault each. */
    void next(StoreVerb verb, Fault... faults) {
        next.computeIfAbsent(verb, any -> new ConcurrentLinkedQueue<>()).addAll(List.of(faults));
    }

    /** Every call of the verb from now on. */
    void always(StoreVerb verb, Fault fault) {
        standing.put(verb, fault);
    }

    void down() {
        for (StoreVerb verb : StoreVerb.values()) {
            always(verb, DOWN);
        }
    }

    void up() {
        standing.clear();
        next.clear();
    }

    int calls(StoreVerb verb) {
        return counter(verb).get();
    }

    @Override
    public Claim claim(ClaimRequest request) {
        return (Claim) call(StoreVerb.CLAIM, () -> sound.claim(request));
    }

    @Override
    public boolean renew(Lease lease, Duration extension) {
        return (Boolean) call(StoreVerb.RENEW, () -> sound.renew(lease, extension));
    }

    @Override
    public boolean complete(Lease lease, Outcome outcome, Duration retention) {
        return (Boolean) call(StoreVerb.COMPLETE, () -> sound.complete(lease, outcome, retention));
    }

    @Override
    public boolean release(Lease lease) {
        return (Boolean) call(StoreVerb.RELEASE, () -> sound.release(lease));
    }

    @Override
    public StoreTraits traits() {
        return sound.traits();
    }

    private AtomicInteger counter(StoreVerb verb) {
        return calls.computeIfAbsent(verb, any -> new AtomicInteger());
    }

    private Object call(StoreVerb verb, Supplier<Object> sensible) {
        counter(verb).incrementAndGet();
        Queue<Fault> queue = next.get(verb);
        Fault fault = queue == null ? null : queue.poll();
        return (fault != null ? fault : standing.getOrDefault(verb, NONE)).around(sensible);
    }
}
