package io.github.idempotency.engine;

import io.github.idempotency.Outcome;
import io.github.idempotency.store.Lease;
import io.github.idempotency.store.StoreException;
import io.github.idempotency.store.StoreUnavailableException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** A run under a lease, which is renewed until the run has ended. */
final class LeasedExecution extends Execution {

    private final Lease lease;
    private final EngineSettings settings;
    private final StoreGateway gateway;
    private final LateEndings lateEndings;
    private final NearRecords near;
    private final Events events;
    private final Heartbeat heartbeat;
    private final AtomicBoolean lossReported = new AtomicBoolean();

    LeasedExecution(
            ProtectedCall call, Lease lease, int attempt, CallWatch watch, long claimedAtNanos, EngineParts parts) {
        super(call, attempt, watch);
        this.lease = lease;
        this.settings = parts.settings();
        this.gateway = parts.gateway();
        this.lateEndings = parts.lateEndings();
        this.near = parts.near();
        this.events = parts.events();
        this.heartbeat = new Heartbeat(
                this, gateway, parts.heartbeats(), call.policy().lease(), settings.heartbeatLimit(), claimedAtNanos);
    }

    void start() {
        // First, because it can fail: what is told to have started has to end.
        heartbeat.start();
        watch().publish(new EngineEvent.Started(operation(), key(), attempt()));
    }

    Lease lease() {
        return lease;
    }

    @Override
    public boolean stillOwned() {
        try {
            if (gateway.renewOnce(operation(), lease, policy().lease())) {
                return true;
            }
        } catch (StoreException e) {
            return true;
        }
        leaseRefused();
        return false;
    }

    /**
     * Never throws because of the store: while the store cannot take the outcome it is kept in memory and recording goes
     * on in the background, without its payload where too many bytes are kept already (see {@link
     * EngineSettings#MAX_PENDING_COMPLETION_BYTES}).
     */
    @Override
    public Ending complete(Outcome outcome) {
        if (!end()) {
            return Ending.ABANDONED;
        }
        Outcome recordable = recordableOrNot(outcome);
        Duration retention = control().retentionOr(policy().retention());
        Ending wanted = recordable.kind() == Outcome.Kind.UNKNOWN ? Ending.HELD : Ending.RECORDED;
        return end(
                wanted,
                recordable.payload().length,
                () -> completeNow(recordable, retention),
                () -> lateCompletion(wanted, recordable, retention));
    }

    private boolean completeNow(Outcome outcome, Duration retention) {
        // From before the first try: the reply to that may be lost although the retention runs from then on.
        NearRecords.Moment told = near.now();
        boolean recorded = gateway.complete(operation(), lease, outcome, retention);
        if (recorded) {
            near.keep(call(), outcome, retention, told);
        }
        return recorded;
    }

    /** The work is done and its lease must end, whatever becomes of the answer. */
    private Outcome recordableOrNot(Outcome answer) {
        try {
            return recordable(answer, gateway.maxPayloadBytes(), settings);
        } catch (RuntimeException | Error e) {
            log.error(
                    "The outcome of {} (key {}) could not be made ready for the store: duplicates will be refused as"
                            + " answer-not-recorded. Return less, or give the process more memory.",
                    operation(),
                    key(),
                    e);
            return Outcome.unrecorded();
        }
    }

    @Override
    public Ending release() {
        if (!end()) {
            return Ending.ABANDONED;
        }
        heartbeat.stop();
        return end(Ending.RELEASED, 0, () -> gateway.releaseOnce(operation(), lease), this::lateRelease);
    }

    /** The lease is left to run out. */
    @Override
    public Ending abandon() {
        if (!end()) {
            return Ending.ABANDONED;
        }
        heartbeat.stop();
        return ended(Ending.ABANDONED, Ending.ABANDONED, 0);
    }

    /** A heartbeat was refused. While the outcome is being recorded that is no news: a settled lease cannot be renewed. */
    void leaseRefused() {
        if (!ended()) {
            reportLoss();
        }
    }

    @SuppressWarnings("try") // the scope is only closed
    private Ending end(Ending wanted, int bytes, BooleanSupplier now, Supplier<LateEndings.Task> later) {
        // An interrupted thread must not keep the store client from recording what has happened.
        boolean interrupted = Thread.interrupted();
        try (Scope ignored = watch().open()) {
            boolean done = now.getAsBoolean();
            heartbeat.stop();
            Ending ending = done ? wanted : lost();
            return ended(ending, ending, bytes);
        } catch (StoreUnavailableException e) {
            return ended(endLater(later, e), wanted, bytes);
        } catch (StoreException e) {
            heartbeat.stop();
            log.error("The record of {} (key {}) is unreadable; its outcome is lost", operation(), key(), e);
            return ended(lost(), Ending.LOST, bytes);
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
                fingerprint(),
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

    private Ending ended(Ending how, Ending wanted, int bytes) {
        Ending wish = how == Ending.DEFERRED ? wanted : how;
        watch().publish(new EngineEvent.Ended(operation(), key(), how, wish, bytes));
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
                    attempt());
            watch().publish(new EngineEvent.LeaseLost(operation(), key()));
        }
    }
}
