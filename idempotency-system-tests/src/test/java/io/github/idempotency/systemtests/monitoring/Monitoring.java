package io.github.idempotency.systemtests.monitoring;

import io.github.idempotency.spring.observation.IdempotencyMeter;
import io.micrometer.core.instrument.Meter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of the project, and names as Prometheus has them. */
final class Monitoring {

    private Monitoring() {}

    /** @param file as seen from the root of the project; tests run in the folder of their module */
    static String text(String file) {
        try {
            return Files.readString(Path.of("").toAbsolutePath().getParent().resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The name of a meter's family in a scrape. */
    static String prometheusName(IdempotencyMeter meter) {
        String name = meter.getName().replace('.', '_');
        String unit = meter.getBaseUnit();
        if (meter.getType() == Meter.Type.TIMER) {
            return name + "_seconds";
        }
        if (meter.getType() == Meter.Type.COUNTER) {
            return name + "_total";
        }
        return unit == null ? name : name + "_" + unit;
    }
}
