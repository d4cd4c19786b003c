package io.github.idempotency.spring.observation;

import io.github.idempotency.Rejection;
import io.github.idempotency.engine.EngineEvent;
import io.github.idempotency.engine.EngineListener;
import io.github.idempotency.spring.operation.IdempotentOperation;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Turns engine events into meters; tags are operation names and outcomes, never keys. Thread-safe. */
public final class MeteringListener implements EngineListener {

    /** The operation of all those that come after the first {@value #MOST_OPERATIONS}. */
    private static final String OTHERS = "(others)";

    private static final int MOST_OPERATIONS = 1_000;

    private static final Set<Rejection> DUPLICATES =
            EnumSet.of(Rejection.IN_PROGRESS, Rejection.OUTCOME_UNKNOWN, Rejection.ANSWER_NOT_RECORDED);

    private final MeterRegistry registry;
    private final DuplicateRate duplicateRate;
    private final InFlight inFlight = new InFlight(System::nanoTime);
    private final AtomicInteger waiting = new AtomicInteger();
    private final ConcurrentMap<String, OperationMeters> operations = new ConcurrentHashMap<>();

    /** @param window the time over which the duplicate rate is taken */
    public MeteringListener(MeterRegistry registry, Duration window) {
        this.registry = registry;
        this.duplicateRate = new DuplicateRate(window, System::nanoTime);
        gauge(IdempotencyMeter.DUPLICATE_RATE, duplicateRate::value);
        gauge(IdempotencyMeter.IN_FLIGHT, inFlight::count);
        gauge(IdempotencyMeter.WAITING, waiting::get);
        TimeGauge.builder(IdempotencyMeter.IN_FLIGHT_OLDEST.getName(), inFlight::oldestNanos, TimeUnit.NANOSECONDS)
                .description(IdempotencyMeter.IN_FLIGHT_OLDEST.description())
                .register(registry);
    }

    private void gauge(IdempotencyMeter meter, Supplier<Number> value) {
        Gauge.builder(meter.getName(), value).description(meter.description()).register(registry);
    }

    @Override
    public void onEvent(EngineEvent event) {
        OperationMeters meters = metersOf(event.operation());
        if (event instanceof EngineEvent.StoreCalled call) {
            meters.storeCalls(call.verb(), call.failed()).record(call.nanos(), TimeUnit.NANOSECONDS);
        } else if (event instanceof EngineEvent.Started started) {
            started(started, meters);
        } else if (event instanceof EngineEvent.Ended ended) {
            ended(ended, meters);
        } else if (event instanceof EngineEvent.Replayed) {
            countDuplicate(event, true);
        } else if (event instanceof EngineEvent.Rejected rejected) {
            rejected(rejected, meters);
        } else if (event instanceof EngineEvent.Waiting) {
            waiting.incrementAndGet();
        } else if (event instanceof EngineEvent.Waited waited) {
            waiting.decrementAndGet();
            meters.waits().record(waited.nanos(), TimeUnit.NANOSECONDS);
        } else if (event instanceof EngineEvent.EndedLate late) {
            meters.lateEndings(late.ending()).increment();
        } else if (event instanceof EngineEvent.LeaseLost) {
            meters.leasesLost().increment();
        }
    }

    /** Names may come from requests, by the template; each of them costs memory for good. */
    private OperationMeters metersOf(String operation) {
        OperationMeters meters = operations.get(operation);
        if (meters != null) {
            return meters;
        }
        String name = operations.size() < MOST_OPERATIONS ? operation : OTHERS;
        return operations.computeIfAbsent(name, unknown -> new OperationMeters(registry, unknown));
    }

    private void started(EngineEvent.Started started, OperationMeters meters) {
        inFlight.started(started);
        countDuplicate(started, started.attempt() > 1);
        if (started.attempt() > 1) {
            meters.leasesTakenOver().increment();
        }
    }

    private void ended(EngineEvent.Ended ended, OperationMeters meters) {
        inFlight.ended(ended);
        if (ended.payloadBytes() > 0) {
            meters.responseSize().record(ended.payloadBytes());
        }
    }

    private void rejected(EngineEvent.Rejected rejected, OperationMeters meters) {
        Rejection why = rejected.why();
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
}
