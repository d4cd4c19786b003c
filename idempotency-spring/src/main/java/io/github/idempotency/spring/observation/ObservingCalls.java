package io.github.idempotency.spring.observation;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.engine.CallObservation;
import io.github.idempotency.engine.CallObserver;
import io.github.idempotency.engine.ObservedCall;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

/** Makes every call an {@linkplain IdempotencyObservation#CALL observation} of Micrometer. Thread-safe. */
public final class ObservingCalls implements CallObserver {

    private static final IdempotencyObservationConvention STANDARD = new DefaultIdempotencyObservationConvention();

    private final ObservationRegistry registry;
    private final @Nullable IdempotencyObservationConvention convention;
    private final @Nullable CallTracing tracing;
    private final @Nullable FallbackTimer fallback;

    /**
     * @param registry the application's; one that does nothing costs nothing
     * @param convention {@code null} for the standard one, which global conventions of the registry replace
     * @param tracing {@code null} if there are no traces
     * @param fallback times calls that no handler of the registry times; {@code null} if they need not be
     */
    public ObservingCalls(
            ObservationRegistry registry,
            @Nullable IdempotencyObservationConvention convention,
            @Nullable CallTracing tracing,
            @Nullable FallbackTimer fallback) {
        this.registry = registry;
        this.convention = convention == null ? null : new GuardedConvention(convention, STANDARD);
        this.tracing = tracing;
        this.fallback = fallback;
    }

    @Override
    public CallObservation begin(ObservedCall call) {
        if (!registry.isNoop()) {
            return begin(call, registry);
        }
        return fallback == null ? UnobservedCall.INSTANCE : begin(call, fallback.observations());
    }

    private CallObservation begin(ObservedCall call, ObservationRegistry observations) {
        IdempotencyKey key = call.key();
        IdempotencyObservationContext context =
                new IdempotencyObservationContext(call.operation(), key == null ? null : key.toString(), call.store());
        Observation observation =
                IdempotencyObservation.CALL.observation(convention, STANDARD, () -> context, observations);
        if (observation.isNoop()) {
            return UnobservedCall.INSTANCE;
        }
        observation.start();
        FallbackTimer timer = fallback != null && fallback.startIfUntimed(context) ? fallback : null;
        return new ObservedCallInProgress(observation, context, tracing, timer, observations);
    }
}
