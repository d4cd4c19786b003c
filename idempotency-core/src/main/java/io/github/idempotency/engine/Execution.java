package io.github.idempotency.engine;

import io.github.idempotency.Fingerprint;
import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.Outcome;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of the user's code under a granted claim. Whoever runs it ends it exactly once, with {@link #complete}, {@link
 * #release} or {@link #abandon}; later calls are ignored. Thread-safe.
 */
public abstract sealed class Execution permits LeasedExecution, TransactionalExecution {

    static final Logger log = LoggerFactory.getLogger(IdempotencyEngine.class);

    /** Ends the time in which a thread is inside an execution. */
    @FunctionalInterface
    public interface Scope extends AutoCloseable {
        @Override
        void close();
    }

    private final ProtectedCall call;
    private final int attempt;
    private final CallControl control;
    private final CallWatch watch;
    private final AtomicBoolean ending = new AtomicBoolean();
    private @Nullable Set<String> steps;

    Execution(ProtectedCall call, int attempt, CallWatch watch) {
        this.call = call;
        this.attempt = attempt;
        this.control = new CallControl();
        this.watch = watch;
    }

    /** The execution the current thread is inside of, innermost first, or {@code null}. */
    public static @Nullable Execution current() {
        return ActiveCalls.innermost();
    }

    /** Marks the current thread as inside this execution until the scope is closed on the same thread. */
    public Scope enter() {
        Scope active = ActiveCalls.enter(this);
        Scope observed = watch.open();
        return () -> {
            observed.close();
            active.close();
        };
    }

    public String operation() {
        return call.operation();
    }

    public IdempotencyKey key() {
        return call.key();
    }

    /** What the call asks for. */
    public Fingerprint fingerprint() {
        return call.fingerprint();
    }

    public CallPolicy policy() {
        return call.policy();
    }

    /**
     * 1 for the first run of this key, one more for each run that took over from an owner that vanished. A {@link
     * #release} ends the counting, also that of a run that took over: the next call, which may then ask for something
     * else, is the first one again.
     */
    public int attempt() {
        return attempt;
    }

    /** What the user's code asked for about the recording of this call. */
    public CallControl control() {
        return control;
    }

    /** Whether the execution has been ended. */
    public boolean ended() {
        return ending.get();
    }

    /**
     * Notes that a step of this run begins.
     *
     * @return {@code false} if one with this name began before
     */
    public final synchronized boolean beginStep(String name) {
        if (steps == null) {
            steps = new HashSet<>();
        }
        return steps.add(name);
    }

    /**
     * Asks the store whether this run still owns its key, and renews its lease if so.
     *
     * @return {@code false} if another caller has taken over, or the record is gone; {@code true} also if the store does
     *     not say
     */
    public abstract boolean stillOwned();

    /**
     * Records how the call ended. An outcome larger than the store takes, compressed if the settings say so, is recorded as
     * {@link Outcome.Kind#UNRECORDED}.
     */
    public abstract Ending complete(Outcome outcome);

    /** Frees the key, because nothing was done under it or the policy says that failures may be retried. */
    public abstract Ending release();

    /** Leaves the key to itself, because the work may still be going on somewhere out of sight. */
    public abstract Ending abandon();

    /** @return whether this is the one time the execution ends */
    final boolean end() {
        return ending.compareAndSet(false, true);
    }

    final ProtectedCall call() {
        return call;
    }

    final CallWatch watch() {
        return watch;
    }

    /** As the store is to keep it. */
    final Outcome recordable(Outcome answer, long maxPayloadBytes, EngineSettings settings) {
        Outcome outcome = RecordedOutcomes.seal(answer, watch.trace(), settings.compressAbove());
        if (outcome.payload().length > maxPayloadBytes) {
            // The answer counts for more than the trace it was made in, which may be all that is too much.
            outcome = RecordedOutcomes.seal(answer, null, settings.compressAbove());
        }
        if (outcome.payload().length <= maxPayloadBytes) {
            return outcome;
        }
        log.error(
                "The outcome of {} (key {}) has {} bytes, the store takes {}: duplicates will be refused as"
                        + " answer-not-recorded. Return less, or raise the store's limit.",
                operation(),
                key(),
                outcome.payload().length,
                maxPayloadBytes);
        return Outcome.unrecorded();
    }
}
