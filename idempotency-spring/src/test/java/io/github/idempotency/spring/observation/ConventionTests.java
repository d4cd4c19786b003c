package io.github.idempotency.spring.observation;

import static io.micrometer.observation.tck.TestObservationRegistryAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.common.KeyValues;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** The application's convention in the place of the standard one. */
class ConventionTests {

    private final TestObservationRegistry registry = TestObservationRegistry.create();

    @Test
    void aConventionOfTheApplicationReplacesOurs() {
        IdempotencyObservationConvention own = new DefaultIdempotencyObservationConvention() {
            @Override
            public String getName() {
                return "shop.calls";
            }

            @Override
            public KeyValues getLowCardinalityKeyValues(IdempotencyObservationContext context) {
                return super.getLowCardinalityKeyValues(context).and("team", "payments");
            }
        };
        ObservingCallsTests.begin(new ObservingCalls(registry, own, null, null)).onEvent(ObservingCallsTests.ENDED);

        assertThat(registry)
                .hasSingleObservationThat()
                .hasNameEqualTo("shop.calls")
                .hasLowCardinalityKeyValue("team", "payments")
                .hasLowCardinalityKeyValue("outcome", "executed");
    }

    private static final class Mistaken extends DefaultIdempotencyObservationConvention {

        private final boolean returnsNull;

        Mistaken(boolean returnsNull) {
            this.returnsNull = returnsNull;
        }

        @Override
        @SuppressWarnings("NullAway") // that is the mistake
        public KeyValues getLowCardinalityKeyValues(IdempotencyObservationContext context) {
            return returnsNull && context.getOutcome() != null ? null : super.getLowCardinalityKeyValues(context);
        }

        @Override
        public String getContextualName(IdempotencyObservationContext context) {
            if (!returnsNull) {
                throw new IllegalStateException("a convention that always fails");
            }
            return super.getContextualName(context);
        }

        @Override
        public KeyValues getHighCardinalityKeyValues(IdempotencyObservationContext context) {
            return context.getOutcome() == null || returnsNull
                    ? super.getHighCardinalityKeyValues(context)
                    : KeyValues.of("attempt", context.getAttempt().toString());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whereAConventionOfTheApplicationFailsTheStandardOneStandsIn(boolean returnsNull) {
        MeterRegistry meters = new SimpleMeterRegistry();
        registry.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(GuardedConvention.class);
        log.start();
        logger.addAppender(log);
        try {
            ObservingCalls calls = new ObservingCalls(registry, new Mistaken(returnsNull), null, null);
            ObservingCallsTests.begin(calls).onEvent(ObservingCallsTests.ENDED);
            ObservingCallsTests.begin(calls).onEvent(ObservingCallsTests.ENDED);
        } finally {
            logger.detachAppender(log);
        }

        assertThat(registry)
                .hasNumberOfObservationsEqualTo(2)
                .forAllObservationsWithNameEqualTo(
                        "idempotency.requests",
                        observation -> observation
                                .hasContextualNameEqualTo("idempotent place")
                                .hasHighCardinalityKeyValue("idempotency.store", "memory"));
        assertThat(meters.get("idempotency.requests.active").longTaskTimer().activeTasks())
                .isZero();
        assertThat(meters.get("idempotency.requests")
                        .tags("operation", "place", "outcome", "executed")
                        .timer()
                        .count())
                .isEqualTo(2);
        assertThat(log.list)
                .singleElement()
                .satisfies(event -> assertThat(event.getFormattedMessage())
                        .contains("Mistaken.get", "the standard convention stands in"));
    }
}
