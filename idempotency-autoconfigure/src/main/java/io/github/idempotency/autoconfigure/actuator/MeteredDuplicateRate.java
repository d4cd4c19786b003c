package io.github.idempotency.autoconfigure.actuator;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.OptionalDouble;

/** The duplicate rate as the application's meter has it. */
final class MeteredDuplicateRate implements DuplicateRateSource {

    private final MeterRegistry registry;

    MeteredDuplicateRate(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public OptionalDouble rate() {
        Gauge gauge = registry.find("idempotency.duplicate.rate").gauge();
        double rate = gauge == null ? Double.NaN : gauge.value();
        return Double.isNaN(rate) ? OptionalDouble.empty() : OptionalDouble.of(rate);
    }
}
