package io.github.idempotency.spring.observation;

import io.github.idempotency.Rejection;
import io.github.idempotency.engine.Ending;
import io.github.idempotency.engine.EngineEvent;
import io.github.idempotency.engine.EngineListener;
import io.github.idempotency.spring.operation.IdempotentOperation;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Turns engine events into meters; tags are operation names and outcomes, never keys. Thread-safe. */
public final class MeteringListener implements EngineListener {

    private static final Set<Rejection> DUPLICATES =
            EnumSet.of(Rejection.IN_PROGRESS, Rejection.OUTCOME_UNKNOWN, Rejection.ANSWER_NOT_RECORDED);

    private final MeterRegistry registry;
    private final DuplicateRate duplicateRate;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final ConcurrentMap<String, OperationMeters> operations = new ConcurrentHashMap<>();

    /** @param window the time over which the duplicate rate is taken */
    public MeteringListener(MeterRegistry registry, Duration window) {
        this.registry = registry;
        this.duplicateRate = new DuplicateRate(window, System::nanoTime);
        Gauge.builder("idempotency.duplicate.rate", duplicateRate, DuplicateRate::value)
                .description("Share of duplicates among protected calls, over the last minutes")
                .register(registry);
        Gauge.builder("idempotency.in.flight", inFlight, AtomicInteger::get)
                .description("Protected calls whose code is running")
                .register(registry);
    }

    @Override
    public void onEvent(EngineEvent event) {
        OperationMeters meters =
                operations.computeIfAbsent(event.operation(), name -> new OperationMeters(registry, name));
        if (event instanceof EngineEvent.StoreCalled call) {
            meters.storeCall(call.verb(), call.failed()).record(call.nanos(), TimeUnit.NANOSECONDS);
        } else if (event instanceof EngineEvent.Started started) {
            started(started, meters);
        } else if (event instanceof EngineEvent.Ended ended) {
            inFlight.decrementAndGet();
            meters.outcome(outcome(ended.wanted())).increment();
        } else if (event instanceof EngineEvent.Replayed) {
            countDuplicate(event, true);
            meters.outcome("replayed").increment();
        } else if (event instanceof EngineEvent.Rejected rejected) {
            rejected(rejected, meters);
        } else if (event instanceof EngineEvent.Unprotected) {
            meters.outcome("unprotected").increment();
        } else if (event instanceof EngineEvent.EndedLate late) {
            meters.lateEnding(late.ending()).increment();
        } else if (event instanceof EngineEvent.LeaseLost) {
            meters.leasesLost().increment();
        }
    }

    private void started(EngineEvent.Started started, OperationMeters meters) {
        inFlight.incrementAndGet();
        countDuplicate(started, started.attempt() > 1);
        if (started.attempt() > 1) {
            meters.leasesTakenOver().increment();
        }
    }

    private void rejected(EngineEvent.Rejected rejected, OperationMeters meters) {
        Rejection why = rejected.why();
        meters.outcome(why.code()).increment();
        if (DUPLICATES.contains(why)) {
            countDuplicate(rejected, true);
        } else if (why == Rejection.KEY_REUSED) {
            meters.collisions().increment();
        } else if (why == Rejection.RECORD_UNREADABLE) {
            meters.unreadable().increment();
        }
    }

    /** Steps are repeated where their operation is, and would count it once more. */
    private void countDuplicate(EngineEvent event, boolean duplicate) {
        if (!event.operation().endsWith(IdempotentOperation.STEP_SUFFIX)) {
            duplicateRate.record(duplicate);
        }
    }

    private static String outcome(Ending ending) {
        return switch (ending) {
            case RECORDED, DEFERRED -> "executed";
            case RELEASED -> "released";
            case HELD -> "held";
            case ABANDONED -> "abandoned";
            case LOST -> "lost";
        };
    }
}
