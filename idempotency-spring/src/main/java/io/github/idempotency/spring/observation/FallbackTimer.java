package io.github.idempotency.spring.observation;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;

/** Times calls where the application has meters, but observations do not come to them. Thread-safe. */
public final class FallbackTimer {

    private final DefaultMeterObservationHandler handler;
    private final ObservationRegistry observations = ObservationRegistry.create();

    public FallbackTimer(MeterRegistry meters) {
        this.handler = new DefaultMeterObservationHandler(meters);
        observations.observationConfig().observationHandler(handler);
    }

    /** For applications without observations. */
    ObservationRegistry observations() {
        return observations;
    }

    /** @return whether no handler of the application times this observation, so that this one begins to do so */
    boolean startIfUntimed(Observation.Context started) {
        if (started.containsKey(Timer.Sample.class)) {
            return false;
        }
        handler.onStart(started);
        return true;
    }

    void onEvent(Observation.Event event, Observation.Context context) {
        handler.onEvent(event, context);
    }

    void stop(Observation.Context stopped) {
        handler.onStop(stopped);
    }
}
