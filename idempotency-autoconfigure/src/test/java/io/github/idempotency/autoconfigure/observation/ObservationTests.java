package io.github.idempotency.autoconfigure.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.idempotency.CallRejectedException;
import io.github.idempotency.autoconfigure.support.Apps;
import io.github.idempotency.engine.CallObserver;
import io.github.idempotency.spring.observation.CallTracing;
import io.github.idempotency.spring.observation.DefaultIdempotencyObservationConvention;
import io.github.idempotency.spring.observation.IdempotencyObservationConvention;
import io.github.idempotency.spring.observation.OpenTelemetryTracing;
import io.github.idempotency.spring.observation.SpanTracing;
import io.github.idempotency.spring.template.IdempotencyTemplate;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;

class ObservationTests {

    private final ApplicationContextRunner app = Apps.plain();

    /** As with the actuator. */
    private final ApplicationContextRunner actuated = app.withConfiguration(AutoConfigurations.of(
            MetricsAutoConfiguration.class,
            CompositeMeterRegistryAutoConfiguration.class,
            SimpleMetricsExportAutoConfiguration.class,
            ObservationAutoConfiguration.class));

    private static void callTwice(ApplicationContext context) {
        IdempotencyTemplate template = context.getBean(IdempotencyTemplate.class);
        template.withOperation("call").run("key", () -> {});
        template.withOperation("call").run("key", () -> {});
    }

    private static long timed(ApplicationContext context, String outcome) {
        return context
                .getBean(MeterRegistry.class)
                .find("idempotency.requests")
                .tags("operation", "call", "outcome", outcome)
                .timers()
                .stream()
                .mapToLong(timer -> timer.count())
                .sum();
    }

    @Test
    void callsAreObservedWhereThereIsARegistryForIt() {
        TestObservationRegistry registry = TestObservationRegistry.create();
        app.withBean(ObservationRegistry.class, () -> registry).run(context -> {
            callTwice(context);
            TestObservationRegistryAssert.assertThat(registry)
                    .hasNumberOfObservationsWithNameEqualTo("idempotency.requests", 2);
        });
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void ofSeveralRegistriesThePrimaryOneIsToldOrNoneAndTheLogSaysSo(CapturedOutput output) {
        TestObservationRegistry registry = TestObservationRegistry.create();
        app.withBean("one", ObservationRegistry.class, () -> registry, it -> it.setPrimary(true))
                .withBean("other", ObservationRegistry.class, TestObservationRegistry::create)
                .run(context -> {
                    callTwice(context);
                    TestObservationRegistryAssert.assertThat(registry)
                            .hasNumberOfObservationsWithNameEqualTo("idempotency.requests", 2);
                });
        assertThat(output).doesNotContain("ObservationRegistry");

        registry.clear();
        app.withBean("one", ObservationRegistry.class, () -> registry)
                .withBean("other", ObservationRegistry.class, TestObservationRegistry::create)
                .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                .run(context -> {
                    callTwice(context);
                    assertThat(timed(context, "replayed")).isEqualTo(1);
                });
        TestObservationRegistryAssert.assertThat(registry).doesNotHaveAnyObservation();
        assertThat(output).containsOnlyOnce("several beans of type ObservationRegistry and none of them is @Primary");
    }

    @Test
    void withTheActuatorCallsAreTimedOnce() {
        actuated.run(context -> {
            callTwice(context);
            assertThat(timed(context, "executed")).isEqualTo(1);
            assertThat(timed(context, "replayed")).isEqualTo(1);
        });
    }

    @Test
    void withMetersOnlyCallsAreTimedAllTheSame() {
        app.withBean(MeterRegistry.class, SimpleMeterRegistry::new).run(context -> {
            callTwice(context);
            assertThat(timed(context, "executed")).isEqualTo(1);
            assertThat(timed(context, "replayed")).isEqualTo(1);
        });
    }

    @Test
    void whereObservationsDoNotComeToMetersCallsAreTimedAllTheSame() {
        app.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                .withBean(ObservationRegistry.class, TestObservationRegistry::create)
                .run(context -> {
                    callTwice(context);
                    assertThat(timed(context, "executed")).isEqualTo(1);
                    assertThat(timed(context, "replayed")).isEqualTo(1);
                });
    }

    @Test
    void bootsPropertySwitchesTheObservationOff() {
        actuated.withPropertyValues("management.observations.enable.idempotency.requests=false")
                .run(context -> {
                    callTwice(context);
                    assertThat(timed(context, "executed")).isZero();
                    assertThat(context.getBean(MeterRegistry.class)
                                    .get("idempotency.lookup")
                                    .tag("failed", "false")
                                    .timer()
                                    .count())
                            .isEqualTo(2);
                });
    }

    @Test
    void withoutOurMetersThereIsNoTimerEither() {
        actuated.withPropertyValues("idempotency.metrics.enabled=false").run(context -> {
            callTwice(context);
            assertThat(context.getBean(MeterRegistry.class).getMeters())
                    .noneMatch(meter -> meter.getId().getName().startsWith("idempotency"));
        });
    }

    @Test
    void aConventionOfTheApplicationReplacesOurs() {
        TestObservationRegistry registry = TestObservationRegistry.create();
        app.withBean(ObservationRegistry.class, () -> registry)
                .withBean(IdempotencyObservationConvention.class, () -> new DefaultIdempotencyObservationConvention() {
                    @Override
                    public String getName() {
                        return "shop.calls";
                    }
                })
                .run(context -> {
                    callTwice(context);
                    TestObservationRegistryAssert.assertThat(registry)
                            .hasNumberOfObservationsWithNameEqualTo("shop.calls", 2)
                            .doesNotHaveAnyRemainingCurrentObservation();
                });
    }

    @Test
    void anObserverOfTheApplicationReplacesOurs() {
        CallObserver own = call -> {
            throw new IllegalStateException("an observer that fails");
        };
        app.withBean(ObservationRegistry.class, TestObservationRegistry::create)
                .withBean(CallObserver.class, () -> own)
                .run(context -> {
                    assertThat(context.getBean(CallObserver.class)).isSameAs(own);
                    callTwice(context);
                });
    }

    @Test
    void whereThereIsNobodyToTellNothingIsObserved() {
        app.run(context -> {
            assertThat(context).doesNotHaveBean(CallObserver.class);
            callTwice(context);
        });
        app.withBean(ObservationRegistry.class, TestObservationRegistry::create)
                .withPropertyValues("idempotency.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(CallObserver.class));
    }

    @Test
    void tracesAreReadWithWhatIsThere() {
        app.run(context -> assertThat(context).getBean(CallTracing.class).isInstanceOf(OpenTelemetryTracing.class));
        app.withClassLoader(new FilteredClassLoader("io.micrometer.tracing.otel", "io.opentelemetry"))
                .run(context -> assertThat(context).getBean(CallTracing.class).isExactlyInstanceOf(SpanTracing.class));
        app.withClassLoader(new FilteredClassLoader("io.micrometer.tracing", "io.opentelemetry"))
                .withBean(ObservationRegistry.class, TestObservationRegistry::create)
                .run(context -> {
                    assertThat(context).doesNotHaveBean(CallTracing.class).hasSingleBean(CallObserver.class);
                    callTwice(context);
                });
    }

    @Test
    void withoutMicrometersMetersCallsAreObservedAllTheSame() {
        TestObservationRegistry registry = TestObservationRegistry.create();
        app.withClassLoader(new FilteredClassLoader("io.micrometer.core"))
                .withBean(ObservationRegistry.class, () -> registry)
                .run(context -> {
                    callTwice(context);
                    TestObservationRegistryAssert.assertThat(registry)
                            .hasNumberOfObservationsWithNameEqualTo("idempotency.requests", 2);
                });
    }

    @Test
    void withoutMicrometerCallsAreProtectedAllTheSame() {
        app.withClassLoader(
                        new FilteredClassLoader("io.micrometer.core", "io.micrometer.observation.ObservationRegistry"))
                .run(context -> {
                    assertThat(context).hasNotFailed().doesNotHaveBean(CallObserver.class);
                    callTwice(context);
                });
    }

    @Test
    void refusalsThatAreNoCallsAreObservedToo() {
        TestObservationRegistry registry = TestObservationRegistry.create();
        app.withBean(ObservationRegistry.class, () -> registry).run(context -> {
            IdempotencyTemplate template = context.getBean(IdempotencyTemplate.class);
            assertThatExceptionOfType(CallRejectedException.class)
                    .isThrownBy(() -> template.withOperation("call").run(" ", () -> {}));
            TestObservationRegistryAssert.assertThat(registry)
                    .hasSingleObservationThat()
                    .hasBeenStopped()
                    .hasLowCardinalityKeyValue("outcome", "idempotency-key-missing");
        });
    }
}
