package io.github.idempotency.spring.observation;

import static io.micrometer.observation.tck.TestObservationRegistryAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.Rejection;
import io.github.idempotency.codec.TraceReference;
import io.github.idempotency.engine.CallObservation;
import io.github.idempotency.engine.CallObserver;
import io.github.idempotency.engine.Ending;
import io.github.idempotency.engine.EngineEvent;
import io.github.idempotency.engine.Execution;
import io.github.idempotency.engine.ObservedCall;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ObservingCallsTests {

    static final IdempotencyKey KEY = IdempotencyKey.of("order-4711");
    static final EngineEvent ENDED = new EngineEvent.Ended("place", KEY, Ending.RECORDED, Ending.RECORDED, 10);

    private final TestObservationRegistry registry = TestObservationRegistry.create();
    private final ObservingCalls observer = new ObservingCalls(registry, null, null, null);

    static CallObservation begin(CallObserver observer) {
        return observer.begin(new ObservedCall("place", KEY, "memory"));
    }

    static Stream<Arguments> lastEvents() {
        return Stream.of(
                Arguments.of(ENDED, "executed"),
                Arguments.of(new EngineEvent.Ended("place", KEY, Ending.DEFERRED, Ending.RELEASED, 0), "released"),
                Arguments.of(new EngineEvent.Ended("place", KEY, Ending.DEFERRED, Ending.RECORDED, 1), "executed"),
                Arguments.of(new EngineEvent.Ended("place", KEY, Ending.HELD, Ending.HELD, 0), "held"),
                Arguments.of(new EngineEvent.Ended("place", KEY, Ending.LOST, Ending.LOST, 0), "lost"),
                Arguments.of(new EngineEvent.Ended("place", KEY, Ending.ABANDONED, Ending.ABANDONED, 0), "abandoned"),
                Arguments.of(new EngineEvent.Replayed("place", KEY, 10, null), "replayed"),
                Arguments.of(new EngineEvent.Unprotected("place", KEY), "unprotected"),
                Arguments.of(new EngineEvent.Conflicted("place", KEY), "conflict"),
                Arguments.of(new EngineEvent.Rejected("place", KEY, Rejection.KEY_REUSED), "idempotency-key-reused"));
    }

    @ParameterizedTest
    @MethodSource("lastEvents")
    void theLastEventStopsTheObservationAndIsItsOutcome(EngineEvent last, String outcome) {
        begin(observer).onEvent(last);

        assertThat(registry)
                .hasSingleObservationThat()
                .hasBeenStopped()
                .hasNameEqualTo("idempotency.requests")
                .hasContextualNameEqualTo("idempotent place")
                .hasLowCardinalityKeyValue("operation", "place")
                .hasLowCardinalityKeyValue("outcome", outcome)
                .hasHighCardinalityKeyValue("idempotency.key", KEY.toString())
                .hasHighCardinalityKeyValue("idempotency.store", "memory")
                .doesNotHaveError();
    }

    @Test
    void whatHappensInBetweenIsTold() {
        CallObservation call = begin(observer);
        call.onEvent(new EngineEvent.Waiting("place", KEY));
        call.onEvent(new EngineEvent.Waited("place", KEY, 5));
        call.onEvent(new EngineEvent.Started("place", KEY, 2));
        call.onEvent(new EngineEvent.LeaseLost("place", KEY));

        assertThat(registry)
                .hasSingleObservationThat()
                .isNotStopped()
                .hasEvent("waiting", "idempotency.waiting")
                .hasEvent("waited")
                .hasEvent("takeover")
                .hasEvent("lease.lost");

        call.onEvent(ENDED);
        assertThat(registry)
                .hasSingleObservationThat()
                .hasBeenStopped()
                .hasHighCardinalityKeyValue("idempotency.attempt", "2");
    }

    @Test
    void aFirstAttemptIsNoTakeover() {
        begin(observer).onEvent(new EngineEvent.Started("place", KEY, 1));

        assertThat(registry).hasSingleObservationThat().doesNotHaveEvent("takeover");
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void troubleWithTheStoreIsAnError(Rejection why, String error) {
        begin(observer).onEvent(new EngineEvent.Rejected("place", KEY, why));

        assertThat(registry)
                .hasSingleObservationThat()
                .hasBeenStopped()
                .thenError()
                .satisfies(it -> assertThat(it)
                        .extracting(failure -> failure.getClass().getSimpleName())
                        .isEqualTo(error));
    }

    static Stream<Arguments> troubles() {
        return Stream.of(
                Arguments.of(Rejection.STORE_UNAVAILABLE, "StoreUnavailableException"),
                Arguments.of(Rejection.RECORD_UNREADABLE, "UnreadableRecordException"));
    }

    @Test
    void whileAThreadIsInsideTheObservationGoesOn() {
        CallObservation call = begin(observer);
        Execution.Scope outer = call.open();
        Execution.Scope inner = call.open();
        assertThat(registry.getCurrentObservation()).isNotNull();
        call.onEvent(ENDED);
        inner.close();

        assertThat(registry).hasSingleObservationThat().isNotStopped();
        outer.close();
        assertThat(registry).hasSingleObservationThat().hasBeenStopped();
        assertThat(registry.getCurrentObservation()).isNull();
    }

    @Test
    void whatComesAfterTheEndIsIgnored() {
        CallObservation call = begin(observer);
        call.onEvent(ENDED);
        call.onEvent(new EngineEvent.LeaseLost("place", KEY));
        call.onEvent(new EngineEvent.Ended("place", KEY, Ending.LOST, Ending.LOST, 0));
        call.open().close();

        assertThat(registry)
                .hasSingleObservationThat()
                .hasLowCardinalityKeyValue("outcome", "executed")
                .doesNotHaveEvent("lease.lost");
    }

    @Test
    void aCallWithoutAKeyHasNoneInItsTags() {
        observer.begin(new ObservedCall("place", null, "memory"))
                .onEvent(new EngineEvent.Rejected("place", null, Rejection.KEY_MISSING));

        assertThat(registry)
                .hasSingleObservationThat()
                .hasBeenStopped()
                .doesNotHaveHighCardinalityKeyValueWithKey("idempotency.key");
    }

    @Test
    void theSpanThatRecordedAnAnswerIsNamed() {
        TraceReference recordedBy = new TraceReference("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331");
        begin(observer).onEvent(new EngineEvent.Replayed("place", KEY, 10, recordedBy));

        assertThat(registry)
                .hasSingleObservationThat()
                .hasHighCardinalityKeyValue("idempotency.recorded.trace_id", "0af7651916cd43dd8448eb211c80319c")
                .hasHighCardinalityKeyValue("idempotency.recorded.span_id", "b7ad6b7169203331");
    }

    @Test
    void whereNobodyListensNothingIsKept() {
        registry.observationConfig().observationPredicate((name, context) -> !name.equals("idempotency.requests"));

        assertThat(begin(observer)).isSameAs(UnobservedCall.INSTANCE);
        assertThat(begin(new ObservingCalls(ObservationRegistry.NOOP, null, null, null)))
                .isSameAs(UnobservedCall.INSTANCE);
        assertThat(begin(new ObservingCalls(ObservationRegistry.create(), null, null, null)))
                .isSameAs(UnobservedCall.INSTANCE);
        assertThat(registry).doesNotHaveAnyObservation();
    }

    @Test
    void withoutObservationsCallsAreTimedAllTheSame() {
        MeterRegistry meters = new SimpleMeterRegistry();
        assertTimedOnce(new ObservingCalls(ObservationRegistry.NOOP, null, null, new FallbackTimer(meters)), meters);
    }

    @Test
    void whereObservationsAreNotTimedCallsAreTimedAllTheSame() {
        MeterRegistry meters = new SimpleMeterRegistry();
        assertTimedOnce(new ObservingCalls(registry, null, null, new FallbackTimer(meters)), meters);
        assertThat(registry).hasSingleObservationThat().hasBeenStopped();
    }

    @Test
    void whereObservationsAreTimedCallsAreNotTimedTwice() {
        MeterRegistry meters = new SimpleMeterRegistry();
        FallbackTimer timer = new FallbackTimer(meters);
        assertTimedOnce(new ObservingCalls(timer.observations(), null, null, timer), meters);
    }

    private static void assertTimedOnce(CallObserver observer, MeterRegistry meters) {
        CallObservation call = begin(observer);
        assertThat(meters.get("idempotency.requests.active").longTaskTimer().activeTasks())
                .isEqualTo(1);
        call.onEvent(new EngineEvent.Waiting("place", KEY));
        call.onEvent(ENDED);

        assertThat(meters.get("idempotency.requests.active")
                        .tags("operation", "place")
                        .longTaskTimer()
                        .activeTasks())
                .isZero();
        assertThat(meters.get("idempotency.requests")
                        .tags("operation", "place", "outcome", "executed", "error", "none")
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(meters.get("idempotency.requests.waiting").counter().count()).isEqualTo(1);
    }

    @Test
    void aHandlerThatThrowsLeavesNoThreadInside() {
        ObservationRegistry failing = ObservationRegistry.create();
        failing.observationConfig().observationHandler(new Failing());
        CallObservation call = begin(new ObservingCalls(failing, null, null, null));

        assertThat(failureOf(call::open)).isInstanceOf(IllegalStateException.class);
        assertThat(failing.getCurrentObservation()).isNull();
    }

    private static @Nullable Throwable failureOf(Runnable what) {
        return org.assertj.core.api.Assertions.catchThrowable(what::run);
    }

    private static final class Failing implements ObservationHandler<Observation.Context> {

        @Override
        public void onScopeOpened(Observation.Context context) {
            throw new IllegalStateException("a handler that fails");
        }

        @Override
        public boolean supportsContext(Observation.Context context) {
            return true;
        }
    }
}
