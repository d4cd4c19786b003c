package io.github.idempotency.spring.health;

import io.github.idempotency.WhenStoreFails;
import io.github.idempotency.spring.health.HealthReport.Status;
import io.github.idempotency.store.IdempotencyStore;
import io.github.idempotency.store.RecordInspector;
import io.github.idempotency.store.StoreTraits;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How one store is. Thread-safe. */
final class StoreHealth {

    /**
     * How long a failed call speaks against a store that cannot be probed. An instance that is taken out of rotation over
     * it gets no calls that could tell otherwise.
     */
    private static final Duration FAILURE_COUNTS_FOR = Duration.ofSeconds(30);

    /**
     * How long nothing may be heard of a store. Where long transactions hold all connections of a pool the store is well
     * and nobody hears of it; this is how long pools let wait for one by default.
     */
    private static final Duration SILENCE_AT_MOST = Duration.ofSeconds(30);

    private final IdempotencyStore store;
    private final StorePulse pulse;
    private final @Nullable StoreProbe probe;

    StoreHealth(IdempotencyStore store, StorePulse pulse, Duration timeout) {
        this.store = store;
        this.pulse = pulse;
        this.probe = store instanceof RecordInspector inspector ? new StoreProbe(inspector, pulse, timeout) : null;
    }

    /**
     * Asks without waiting, so that several stores can be asked at once; what is returned waits for the answer.
     *
     * @param strictest what the operation that can do least without this store wants
     */
    Supplier<HealthReport> look(WhenStoreFails strictest) {
        // Before this very question, which would always be the last answer.
        Duration sinceAnswer = pulse.sinceAnswer();
        Duration sinceFailure = pulse.sinceFailure();
        StoreQuestion question = probe == null ? null : probe.ask();
        return () -> {
            Map<String, Object> details = new LinkedHashMap<>();
            Status status = probe == null || question == null
                    ? byCalls(strictest)
                    : byQuestion(probe, question, strictest, details);
            StoreTraits traits = store.traits();
            details.put("shared", traits.shared());
            details.put("durable", traits.durable());
            details.put("whenStoreFails", strictest.name().toLowerCase(Locale.ROOT));
            putSince(details, "sinceLastAnswer", sinceAnswer);
            putSince(details, "sinceLastFailure", sinceFailure);
            return new HealthReport(status, details);
        };
    }

    private Status byQuestion(
            StoreProbe probe, StoreQuestion question, WhenStoreFails strictest, Map<String, Object> details) {
        Throwable failure = question.failure();
        boolean heardLately = probe.silence().compareTo(SILENCE_AT_MOST) < 0;
        if (failure == null || (heardLately && pulse.answeredSince(question.begun()))) {
            return Status.UP;
        }
        details.put("failure", describe(failure));
        return heardLately && StoreQuestion.isSilence(failure) ? Status.UNKNOWN : away(strictest);
    }

    private Status byCalls(WhenStoreFails strictest) {
        if (pulse.failedLast()) {
            Duration since = pulse.sinceFailure();
            return since != null && since.compareTo(FAILURE_COUNTS_FOR) < 0 ? away(strictest) : Status.UNKNOWN;
        }
        return pulse.sinceAnswer() == null ? Status.UNKNOWN : Status.UP;
    }

    private static Status away(WhenStoreFails strictest) {
        return strictest == WhenStoreFails.REFUSE ? Status.DOWN : Status.UNKNOWN;
    }

    /** Classes only: messages of drivers may quote addresses and users. */
    private static String describe(Throwable failure) {
        Throwable cause = failure.getCause();
        String name = failure.getClass().getName();
        return cause == null ? name : name + ": " + cause.getClass().getName();
    }

    private static void putSince(Map<String, Object> details, String name, @Nullable Duration since) {
        if (since != null) {
            details.put(name, Duration.ofMillis(since.toMillis()).toString());
        }
    }
}
