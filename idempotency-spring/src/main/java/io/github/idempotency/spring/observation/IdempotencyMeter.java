package io.github.idempotency.spring.observation;

import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.docs.MeterDocumentation;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The meters of this library, beside those of {@link IdempotencyObservation}. */
public enum IdempotencyMeter implements MeterDocumentation {
    LOOKUP(
            "lookup",
            Meter.Type.TIMER,
            null,
            "Time the store took to look up and claim a key",
            Tags.OPERATION,
            Tags.FAILED),
    STORE_COMPLETE(
            "store.complete",
            Meter.Type.TIMER,
            null,
            "Time the store took to record an outcome",
            Tags.OPERATION,
            Tags.FAILED),
    STORE_RENEW(
            "store.renew", Meter.Type.TIMER, null, "Time the store took to renew a lease", Tags.OPERATION, Tags.FAILED),
    STORE_RELEASE(
            "store.release", Meter.Type.TIMER, null, "Time the store took to free a key", Tags.OPERATION, Tags.FAILED),
    DUPLICATE_RATE(
            "duplicate.rate",
            Meter.Type.GAUGE,
            null,
            "Share of duplicates among protected calls, over the last minutes"),
    KEY_COLLISIONS(
            "key.collisions", Meter.Type.COUNTER, null, "Keys that came back with another request", Tags.OPERATION),
    IN_FLIGHT("in.flight", Meter.Type.GAUGE, null, "Protected calls whose code is running"),
    IN_FLIGHT_OLDEST(
            "in.flight.oldest",
            Meter.Type.GAUGE,
            "seconds",
            "How long the oldest of the protected calls has been running"),
    WAITS(
            "waits",
            Meter.Type.TIMER,
            null,
            "Time calls waited for the answer of another one with their key",
            Tags.OPERATION),
    WAITING("waiting", Meter.Type.GAUGE, null, "Calls that are waiting for the answer of another one with their key"),
    LEASES_LOST(
            "leases.lost", Meter.Type.COUNTER, null, "Running calls that found their key taken over", Tags.OPERATION),
    LEASES_TAKEN_OVER(
            "leases.taken.over",
            Meter.Type.COUNTER,
            null,
            "Calls that took over from an owner that vanished",
            Tags.OPERATION),
    ENDINGS_LATE(
            "endings.late",
            Meter.Type.COUNTER,
            null,
            "Calls the store could not take the end of at once, by what became of them",
            Tags.OPERATION,
            Tags.OUTCOME),
    RECORDS_UNREADABLE(
            "records.unreadable",
            Meter.Type.COUNTER,
            null,
            "Calls refused because their record is unreadable",
            Tags.OPERATION),
    RESPONSE_SIZE(
            "response.size",
            Meter.Type.DISTRIBUTION_SUMMARY,
            "bytes",
            "Size of answers as handed to the store",
            Tags.OPERATION),
    PURGE(
            "purge",
            Meter.Type.TIMER,
            null,
            "Time the store took to remove a batch of expired records",
            Tags.STORE,
            Tags.FAILED),
    PURGE_RECORDS("purge.records", Meter.Type.COUNTER, null, "Expired records that were removed", Tags.STORE);

    /** The tags of these meters. */
    public enum Tags implements KeyName {
        /** The stable name of what is called. */
        OPERATION,
        /** Whether the store threw. */
        FAILED,
        /** What became of the call: {@code recorded}, {@code released}, {@code held}, {@code abandoned} or {@code lost}. */
        OUTCOME,
        /** The name of the store. */
        STORE;

        @Override
        public String asString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final String name;
    private final Meter.Type type;
    private final @Nullable String baseUnit;
    private final String description;

    @SuppressWarnings("ImmutableEnumChecker") // never given away
    private final Tags[] tags;

    IdempotencyMeter(String name, Meter.Type type, @Nullable String baseUnit, String description, Tags... tags) {
        this.name = "idempotency." + name;
        this.type = type;
        this.baseUnit = baseUnit;
        this.description = description;
        this.tags = tags;
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public Meter.Type getType() {
        return type;
    }

    @Override
    public @Nullable String getBaseUnit() {
        return baseUnit;
    }

    @Override
    public KeyName[] getKeyNames() {
        return Arrays.copyOf(tags, tags.length, KeyName[].class);
    }

    /** One sentence for people. */
    public String description() {
        return description;
    }
}
