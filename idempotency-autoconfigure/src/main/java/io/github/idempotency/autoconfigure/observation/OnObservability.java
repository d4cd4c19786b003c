package io.github.idempotency.autoconfigure.observation;

import io.github.idempotency.spring.observation.FallbackTimer;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;

/** Somebody wants to hear of calls, be it only their duration. */
final class OnObservability extends AnyNestedCondition {

    OnObservability() {
        super(ConfigurationPhase.REGISTER_BEAN);
    }

    @ConditionalOnBean(ObservationRegistry.class)
    static class Observations {}

    @ConditionalOnBean(FallbackTimer.class)
    static class Meters {}
}
