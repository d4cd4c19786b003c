package io.github.idempotency.spring.observation;

import io.micrometer.common.KeyValues;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An application's convention, with the standard one in its place wherever it throws or has nothing to say: Micrometer
 * asks it again when an observation stops, and would never stop one over which it throws. Thread-safe.
 */
final class GuardedConvention implements IdempotencyObservationConvention {

    private static final Logger log = LoggerFactory.getLogger(GuardedConvention.class);

    private final IdempotencyObservationConvention convention;
    private final IdempotencyObservationConvention standard;
    private final AtomicBoolean told = new AtomicBoolean();

    GuardedConvention(IdempotencyObservationConvention convention, IdempotencyObservationConvention standard) {
        this.convention = convention;
        this.standard = standard;
    }

    @Override
    public @Nullable String getName() {
        return firstOf(convention::getName, standard::getName, "getName");
    }

    /** Having none is allowed, and means the name. */
    @Override
    public @Nullable String getContextualName(IdempotencyObservationContext context) {
        try {
            return convention.getContextualName(context);
        } catch (RuntimeException | Error e) {
            tell("getContextualName", e);
            return standard.getContextualName(context);
        }
    }

    @Override
    public KeyValues getLowCardinalityKeyValues(IdempotencyObservationContext context) {
        return firstOf(
                () -> convention.getLowCardinalityKeyValues(context),
                () -> standard.getLowCardinalityKeyValues(context),
                "getLowCardinalityKeyValues");
    }

    @Override
    public KeyValues getHighCardinalityKeyValues(IdempotencyObservationContext context) {
        return firstOf(
                () -> convention.getHighCardinalityKeyValues(context),
                () -> standard.getHighCardinalityKeyValues(context),
                "getHighCardinalityKeyValues");
    }

    private <T> T firstOf(Supplier<? extends @Nullable T> own, Supplier<? extends T> otherwise, String method) {
        Throwable cause = null;
        try {
            T value = own.get();
            if (value != null) {
                return value;
            }
        } catch (RuntimeException | Error e) {
            cause = e;
        }
        tell(method, cause);
        return otherwise.get();
    }

    private void tell(String method, @Nullable Throwable cause) {
        if (told.compareAndSet(false, true)) {
            log.warn(
                    "{}.{} {}; the standard convention stands in, now and wherever this happens again. What a context"
                            + " does not know (yet) is null in it: have the method return something in every case.",
                    convention.getClass().getName(),
                    method,
                    cause == null ? "returned null" : "failed",
                    cause);
        }
    }
}
