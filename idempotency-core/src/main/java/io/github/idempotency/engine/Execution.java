package io.github.idempotency.engine;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.Outcome;
import io.github.idempotency.store.Lease;
import io.github.idempotency.store.StoreException;
import io.github.idempotency.store.StoreUnavailableException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of the user's code under a granted lease. Whoever runs it ends it exactly once, with {@link #complete}, {@link
 * #release} or {@link #abandon}; later calls are ignored. Thread-safe.
 */
public final class Execution {

    private static final Logger log = LoggerFactory.getLogger(IdempotencyEngine.class);

    /** Ends the time in which a thread is inside an execution. */
    @FunctionalInterface
    public interface Scope extends AutoCloseable {
        @Override
        void close();
    }

    private final ProtectedCall call;
    private final Lease lease;
    private final int attempt;
    private final StoreGateway gateway;
    private final LateEndings lateEndings;
    private final Events events;
    private final Heartbeat heartbeat;
    private final AtomicBoolean ending = new AtomicBoolean();
    private final AtomicBoolean lossReported = new AtomicBoolean();
    private final CallControl control = new CallControl();

    Execution(ProtectedCall call, Lease lease, int attempt, long claimedAtNanos, EngineParts parts) {
        this.call = call;
        this.lease = lease;
        this.attempt = attempt;
        this.gateway = parts.gateway();
        this.lateEndings = parts.lateEndings();
        this.events = parts.events();
        this.heartbeat = new Heartbeat(
                this,
                gateway,
                parts.heartbeats(),
                call.policy().lease(),
                parts.settings().heartbeatLimit(),
                claimedAtNanos);
    }

    void start() {
        events.publish(new EngineEvent.Started(operation(), key(), attempt));
        heartbeat.start();
    }

    /** The execution the current thread is inside of, innermost first, or {@code null}. */
    public static @Nullable Execution current() {
        return ActiveCalls.innermost();
    }

    /** Marks the current thread as inside this execution until the scope is closed on the same thread. */
    public Scope enter() {
        return ActiveCalls.enter(this);
    }

    public String operation() {
        return call.operation();
    }

    public IdempotencyKey key() {
        return call.key();
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

    Lease lease() {
        return lease;
    }

    /**
     * Records how the call ended. Never throws because of the store: while the store cannot take the outcome it is kept
     * in memory and recording goes on in the background, without its payload where too many bytes are kept already (see
     * {@link EngineSettings#MAX_PENDING_COMPLETION_BYTES}). An outcome larger than the store takes is recorded as {@link
     * Outcome.Kind#UNRECORDED}.
     */
    public Ending complete(Outcome outcome) {
        if (!ending.compareAndSet(false, true)) {
            return Ending.ABANDONED;
        }
        Outcome recordable = recordable(outcome);
        Duration retention = control.retentionOr(call.policy().retention());
        Ending wanted = recordable.kind() == Outcome.Kind.UNKNOWN ? Ending.HELD : Ending.RECORDED;
        return end(
                wanted,
                () -> gateway.complete(operation(), lease, recordable, retention),
                () -> lateCompletion(wanted, recordable, retention));
    }

    /** Frees the key, because nothing was done under it or the policy says that failures may be retried. */
    public Ending release() {
        if (!ending.compareAndSet(false, true)) {
            return Ending.ABANDONED;
        }
        heartbeat.stop();
        return end(Ending.RELEASED, () -> gateway.releaseOnce(operation(), lease), this::lateRelease);
    }

    /** Leaves the lease to run out, because the work may still be going on somewhere out of sight. */
    public Ending abandon() {
        if (!ending.compareAndSet(false, true)) {
            return Ending.ABANDONED;
        }
        heartbeat.stop();
        return ended(Ending.ABANDONED);
    }

    /** A heartbeat was refused. While the outcome is being recorded that is no news: a settled lease cannot be renewed. */
    void leaseRefused() {
        if (!ending.get()) {
            reportLoss();
        }
    }

    private Ending end(Ending wanted, BooleanSupplier now, Supplier<LateEndings.Task> later) {
        // An interrupted thread must not keep the store client from recording what has happened.
        boolean interrupted = Thread.interrupted();
        try {
            boolean done = now.getAsBoolean();
            heartbeat.stop();
            return ended(done ? wanted : lost());
        } catch (StoreUnavailableException e) {
            return ended(endLater(later, e), wanted);
        } catch (StoreException e) {
            heartbeat.stop();
            log.error("The record of {} (key {}) is unreadable; its outcome is lost", operation(), key(), e);
            return ended(lost());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private LateEndings.Task lateCompletion(Ending wanted, Outcome outcome, Duration retention) {
        Outcome kept = lateEndings.reserve(outcome.payload().length) ? outcome : withoutPayload(outcome);
        return new LateEndings.Task(
                operation(),
                key(),
                () -> gateway.completeOnce(operation(), lease, kept, retention) ? wanted : lost(),
                heartbeat::pastLimit,
                this::endedLate,
                call.fingerprint(),
                kept.payload().length);
    }

    private LateEndings.Task lateRelease() {
        return new LateEndings.Task(
                operation(),
                key(),
                () -> {
                    // The failed call may have freed the key already: that it is not ours any more is no loss.
                    gateway.releaseOnce(operation(), lease);
                    return Ending.RELEASED;
                },
                heartbeat::pastLimit,
                this::endedLate,
                null,
                0);
    }

    private Outcome withoutPayload(Outcome outcome) {
        log.error(
                "The answers that wait for the store have used up the {} bytes there are for them: the one of {} (key"
                        + " {}, {} bytes) is dropped, and duplicates will be refused as answer-not-recorded. Bring the"
                        + " store back.",
                EngineSettings.MAX_PENDING_COMPLETION_BYTES,
                operation(),
                key(),
                outcome.payload().length);
        return Outcome.unrecorded();
    }

    private Ending endLater(Supplier<LateEndings.Task> later, StoreUnavailableException cause) {
        log.warn(
                "The store did not take the outcome of {} (key {}); recording goes on in the background: {}",
                operation(),
                key(),
                cause.getMessage());
        boolean accepted = lateEndings.add(later.get());
        if (!accepted) {
            heartbeat.stop();
            log.error(
                    "Too many outcomes wait for the store: the one of {} (key {}) is dropped, and after its lease a"
                            + " retry meets an abandoned call. Bring the store back, or raise"
                            + " idempotency.max-pending-completions.",
                    operation(),
                    key());
        }
        return accepted ? Ending.DEFERRED : Ending.ABANDONED;
    }

    private void endedLate(Ending how) {
        heartbeat.stop();
        if (how == Ending.ABANDONED) {
            log.error(
                    "The store did not come back in time: the outcome of {} (key {}) is not recorded, and a retry meets"
                            + " an abandoned call",
                    operation(),
                    key());
        } else {
            log.info("The outcome of {} (key {}) reached the store late: {}", operation(), key(), how);
        }
        events.publish(new EngineEvent.EndedLate(operation(), key(), how));
    }

    private Ending ended(Ending how) {
        return ended(how, how);
    }

    private Ending ended(Ending how, Ending wanted) {
        events.publish(new EngineEvent.Ended(operation(), key(), how, how == Ending.DEFERRED ? wanted : how));
        return how;
    }

    private Ending lost() {
        reportLoss();
        return Ending.LOST;
    }

    private void reportLoss() {
        if (lossReported.compareAndSet(false, true)) {
            log.warn(
                    "{} (key {}, attempt {}) lost its lease: another caller took over, or the record was deleted. Its"
                            + " outcome is not recorded. If this repeats, raise idempotency.lease.",
                    operation(),
                    key(),
                    attempt);
            events.publish(new EngineEvent.LeaseLost(operation(), key()));
        }
    }

    private Outcome recordable(Outcome outcome) {
        if (outcome.payload().length <= gateway.maxPayloadBytes()) {
            return outcome;
        }
        log.error(
                "The outcome of {} (key {}) has {} bytes, the store takes {}: duplicates will be refused as"
                        + " answer-not-recorded. Return less, or raise the store's limit.",
                operation(),
                key(),
                outcome.payload().length,
                gateway.maxPayloadBytes());
        return Outcome.unrecorded();
    }
}
