package io.github.idempotency.spring.observation;

import io.github.idempotency.codec.TraceReference;
import io.github.idempotency.engine.CallObservation;
import io.github.idempotency.engine.EngineEvent;
import io.github.idempotency.engine.Execution;
import io.github.idempotency.spring.observation.IdempotencyObservation.Events;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

/** One call's observation. Stops once the call has ended and no thread is inside its scope any more. */
final class ObservedCallInProgress implements CallObservation {

    private static final Execution.Scope NOTHING = () -> {};

    private final Observation observation;
    private final IdempotencyObservationContext context;
    private final @Nullable CallTracing tracing;
    private final @Nullable FallbackTimer timer;
    private final ObservationRegistry registry;
    private int openScopes;
    private boolean ended;

    ObservedCallInProgress(
            Observation observation,
            IdempotencyObservationContext context,
            @Nullable CallTracing tracing,
            @Nullable FallbackTimer timer,
            ObservationRegistry registry) {
        this.observation = observation;
        this.context = context;
        this.tracing = tracing;
        this.timer = timer;
        this.registry = registry;
    }

    @Override
    public Execution.Scope open() {
        synchronized (this) {
            if (ended) {
                return NOTHING;
            }
            openScopes++;
        }
        // A handler that throws must not leave the thread inside of the observation.
        Observation.Scope before = registry.getCurrentObservationScope();
        Observation.Scope scope;
        try {
            scope = observation.openScope();
        } catch (RuntimeException | Error e) {
            registry.setCurrentObservationScope(before);
            leave();
            throw e;
        }
        return () -> close(scope, before);
    }

    private void close(Observation.Scope scope, Observation.@Nullable Scope before) {
        try {
            scope.close();
        } catch (RuntimeException | Error e) {
            registry.setCurrentObservationScope(before);
            throw e;
        } finally {
            leave();
        }
    }

    private synchronized void leave() {
        openScopes--;
        stopIfOver();
    }

    @Override
    public @Nullable TraceReference trace() {
        return tracing == null ? null : tracing.spanOf(context);
    }

    @Override
    public synchronized void onEvent(EngineEvent event) {
        if (ended) {
            return;
        }
        if (event instanceof EngineEvent.Started started) {
            started(started.attempt());
        } else if (event instanceof EngineEvent.Waiting) {
            tell(Events.WAITING);
        } else if (event instanceof EngineEvent.Waited) {
            tell(Events.WAITED);
        } else if (event instanceof EngineEvent.LeaseLost) {
            tell(Events.LEASE_LOST);
        } else {
            end(event);
        }
    }

    private void started(int attempt) {
        context.setAttempt(attempt);
        if (attempt > 1) {
            tell(Events.TAKEOVER);
        }
    }

    private void tell(Events event) {
        observation.event(event);
        if (timer != null) {
            timer.onEvent(event, context);
        }
    }

    private void end(EngineEvent event) {
        String outcome = Outcomes.of(event);
        if (outcome == null) {
            return;
        }
        ended = true;
        context.setOutcome(outcome);
        try {
            addCauses(event);
        } finally {
            stopIfOver();
        }
    }

    private void addCauses(EngineEvent event) {
        if (event instanceof EngineEvent.Replayed replayed && replayed.recordedBy() != null) {
            context.setRecordedBy(replayed.recordedBy());
            if (tracing != null) {
                tracing.link(context, replayed.recordedBy());
            }
        }
        Throwable error = Outcomes.errorOf(event);
        if (error != null) {
            observation.error(error);
        }
    }

    private void stopIfOver() {
        if (ended && openScopes == 0) {
            try {
                observation.stop();
            } finally {
                if (timer != null) {
                    timer.stop(context);
                }
            }
        }
    }
}
