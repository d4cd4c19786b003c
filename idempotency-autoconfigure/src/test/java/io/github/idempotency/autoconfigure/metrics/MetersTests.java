package io.github.idempotency.autoconfigure.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.withSettings;

import io.github.idempotency.autoconfigure.support.Analyses;
import io.github.idempotency.autoconfigure.support.Apps;
import io.github.idempotency.engine.EngineEvent;
import io.github.idempotency.engine.EngineListener;
import io.github.idempotency.spring.observation.FallbackTimer;
import io.github.idempotency.spring.observation.MeteringListener;
import io.github.idempotency.spring.template.IdempotencyTemplate;
import io.github.idempotency.store.ExpiredRecordCleaner;
import io.github.idempotency.store.IdempotencyStore;
import io.github.idempotency.store.StoreTraits;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

class MetersTests {

    private final ApplicationContextRunner app = Apps.plain();

    @Test
    void callsAreCountedWhereThereIsARegistry() {
        app.withBean(MeterRegistry.class, SimpleMeterRegistry::new).run(context -> {
            callTwice(context);
            MeterRegistry registry = context.getBean(MeterRegistry.class);
            assertThat(registry.get("idempotency.requests")
                            .tag("outcome", "executed")
                            .timer()
                            .count())
                    .isEqualTo(1);
            assertThat(registry.get("idempotency.requests")
                            .tag("outcome", "replayed")
                            .timer()
                            .count())
                    .isEqualTo(1);
            assertThat(registry.get("idempotency.duplicate.rate").gauge().value())
                    .isEqualTo(0.5);
            assertThat(lookups(registry)).isEqualTo(2);
        });
    }

    @Test
    void gaugesAreThereBeforeTheFirstCall() {
        app.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                .run(context -> assertThat(context.getBean(MeterRegistry.class)
                                .get("idempotency.in.flight")
                                .gauge()
                                .value())
                        .isZero());
    }

    @Test
    void nothingIsMeasuredWithoutARegistryOrWithoutMicrometerOrWhenSwitchedOff() {
        app.run(context -> assertNoMeters(context));
        app.withClassLoader(new FilteredClassLoader("io.micrometer.core")).run(context -> assertNoMeters(context));
        app.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                .withPropertyValues("idempotency.metrics.enabled=false")
                .run(context -> assertNoMeters(context));
    }

    @Test
    void aWindowOfNoLengthStopsTheStart() {
        app.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                .withPropertyValues("idempotency.metrics.duplicate-rate-window=0s")
                .run(context -> assertThat(
                                Analyses.of(context.getStartupFailure()).getDescription())
                        .contains("idempotency.metrics.duplicate-rate-window"));
    }

    @Test
    void aWindowThatNoClockCouldMeasureStopsTheStart() {
        app.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                .withPropertyValues("idempotency.metrics.duplicate-rate-window=400000d")
                .run(context -> assertThat(
                                Analyses.of(context.getStartupFailure()).getDescription())
                        .contains("idempotency.metrics.duplicate-rate-window", "must not be longer than 365d"));
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void ofSeveralRegistriesThePrimaryOneIsUsedOrNoneAndTheLogSaysSo(CapturedOutput output) {
        app.withBean("one", MeterRegistry.class, SimpleMeterRegistry::new)
                .withBean("other", MeterRegistry.class, SimpleMeterRegistry::new, it -> it.setPrimary(true))
                .run(context -> {
                    callTwice(context);
                    assertThat(lookups(context.getBean("other", MeterRegistry.class)))
                            .isEqualTo(2);
                });
        assertThat(output).doesNotContain("MeterRegistry");

        app.withBean("one", MeterRegistry.class, SimpleMeterRegistry::new)
                .withBean("other", MeterRegistry.class, SimpleMeterRegistry::new)
                .run(context -> {
                    assertThat(context).hasNotFailed().doesNotHaveBean(FallbackTimer.class);
                    assertNoMeters(context);
                });
        assertThat(output).containsOnlyOnce("several beans of type MeterRegistry and none of them is @Primary");
    }

    @Test
    void removalsOfExpiredRecordsAreMeasuredByStore() {
        app.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                .withBean(IdempotencyStore.class, MetersTests::cleanable)
                .withPropertyValues("idempotency.jdbc.purge-interval=5ms")
                .run(context -> await().untilAsserted(() -> assertThat(context.getBean(MeterRegistry.class)
                                .get("idempotency.purge.records")
                                .tag("store", "cleanable")
                                .counter()
                                .count())
                        .isGreaterThanOrEqualTo(3)));
    }

    private static IdempotencyStore cleanable() {
        StoreTraits traits = new StoreTraits("cleanable", true, true, true, false, 1_000);
        return mock(
                IdempotencyStore.class,
                withSettings()
                        .extraInterfaces(ExpiredRecordCleaner.class)
                        .defaultAnswer(
                                call -> call.getMethod().getName().equals("removeExpired") ? (Object) 3 : traits));
    }

    @Test
    void theApplicationsOwnMetersReplaceOurs() {
        MeteringListener own = new MeteringListener(new SimpleMeterRegistry(), Duration.ofMinutes(1));
        app.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                .withBean(MeteringListener.class, () -> own)
                .run(context ->
                        assertThat(context.getBean(MeteringListener.class)).isSameAs(own));
    }

    @Test
    void everyListenerHearsEverythingInOrderAndNoneDisturbsTheOthers() {
        app.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                .withUserConfiguration(Listeners.class)
                .run(context -> {
                    callTwice(context);
                    assertThat(context.getBean(Heard.class).names.subList(0, 2))
                            .containsExactly("first StoreCalled", "second StoreCalled");
                    assertThat(lookups(context.getBean(MeterRegistry.class))).isEqualTo(2);
                });
    }

    @Test
    void aListenerMayUseTheTemplateItself() {
        app.withUserConfiguration(ListenerWithTemplate.class).run(context -> {
            assertThat(context).hasNotFailed();
            callTwice(context);
            assertThat(context.getBean(TemplateUser.class).heard).isTrue();
        });
    }

    private static void assertNoMeters(ApplicationContext context) {
        assertThat(context.getBeansOfType(EngineListener.class).values())
                .noneMatch(listener -> listener.getClass().getSimpleName().equals("MeteringListener"));
        callTwice(context);
    }

    private static long lookups(MeterRegistry registry) {
        return registry.get("idempotency.lookup").tag("failed", "false").timer().count();
    }

    private static void callTwice(ApplicationContext context) {
        IdempotencyTemplate template = context.getBean(IdempotencyTemplate.class);
        template.run("key", () -> {});
        template.run("key", () -> {});
    }

    static class Heard {
        final List<String> names = new ArrayList<>();
    }

    @Configuration(proxyBeanMethods = false)
    static class Listeners {

        @Bean
        Heard heard() {
            return new Heard();
        }

        @Bean
        @Order(2)
        EngineListener second(Heard heard) {
            return event -> heard.names.add("second " + event.getClass().getSimpleName());
        }

        @Bean
        @Order(1)
        EngineListener first(Heard heard) {
            return event -> {
                heard.names.add("first " + event.getClass().getSimpleName());
                throw new IllegalStateException("a listener that fails");
            };
        }
    }

    static class TemplateUser implements EngineListener {

        private final IdempotencyTemplate template;
        private boolean heard;

        TemplateUser(IdempotencyTemplate template) {
            this.template = template;
        }

        @Override
        public void onEvent(EngineEvent event) {
            heard = template != null;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class ListenerWithTemplate {
        @Bean
        TemplateUser listener(IdempotencyTemplate template) {
            return new TemplateUser(template);
        }
    }
}
