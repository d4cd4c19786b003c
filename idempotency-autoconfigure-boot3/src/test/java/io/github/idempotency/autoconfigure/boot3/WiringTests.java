package io.github.idempotency.autoconfigure.boot3;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.CallRejectedException;
import io.github.idempotency.spring.event.CallReplayedEvent;
import io.github.idempotency.spring.template.IdempotencyTemplate;
import io.github.idempotency.store.IdempotencyStore;
import io.github.idempotency.store.memory.InMemoryIdempotencyStore;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

class WiringTests {

    /** Everything on the class path, read as an application's start reads it: some of it refers to what is not there. */
    private final ApplicationContextRunner app = new ApplicationContextRunner()
            .withUserConfiguration(Application.class)
            .withPropertyValues(
                    "management.endpoints.web.exposure.include=health",
                    "spring.datasource.generate-unique-name=true",
                    "spring.application.name=wiring",
                    "idempotency.store=memory");

    @Test
    void aDuplicateOfATemplateCallIsReplayedAndTheApplicationHearsOfIt() {
        app.withBean(Listener.class).run(context -> {
            IdempotencyTemplate template = context.getBean(IdempotencyTemplate.class);
            List<String> runs = new ArrayList<>();
            template.run("key", () -> runs.add("first"));
            template.run("key", () -> runs.add("second"));
            assertThat(runs).containsExactly("first");
            assertThat(context.getBean(Listener.class).heard).hasSize(1);
        });
    }

    @ParameterizedTest
    @CsvSource({"refuse, DOWN", "proceed, UNKNOWN"})
    void severityFollowsThePolicy(String policy, String status) {
        app.withBean("broken", IdempotencyStore.class, WiringTests::broken)
                .withPropertyValues(
                        "idempotency.store=broken",
                        "idempotency.when-store-fails=" + policy,
                        "idempotency.store-timeout=200ms")
                .run(context -> {
                    callIgnoringRefusal(context);
                    assertThat(health(context).getStatus()).isEqualTo(new Status(status));
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"management.health.idempotency.enabled=false", "management.health.defaults.enabled=false"})
    void itCanBeSwitchedOff(String property) {
        app.withPropertyValues(property)
                .run(context -> assertThat(context).doesNotHaveBean("idempotencyHealthIndicator"));
    }

    @Test
    void theApplicationsOwnIndicatorReplacesOurs() {
        HealthIndicator own = () -> Health.up().build();
        app.withBean("idempotencyHealthIndicator", HealthIndicator.class, () -> own)
                .run(context -> assertThat(context.getBean("idempotencyHealthIndicator"))
                        .isSameAs(own));
    }

    private static Health health(ApplicationContext context) {
        return context.getBean("idempotencyHealthIndicator", HealthIndicator.class)
                .health();
    }

    private static void callIgnoringRefusal(ApplicationContext context) {
        try {
            context.getBean(IdempotencyTemplate.class).run("key", () -> {});
        } catch (CallRejectedException e) {
            assertThat(e.rejection().retryable()).isTrue();
        }
    }

    /** Cannot be asked for records, so its calls have to tell. */
    private static IdempotencyStore broken() {
        IdempotencyStore sound = new InMemoryIdempotencyStore(10, 1_000, 1_000);
        return (IdempotencyStore) Proxy.newProxyInstance(
                WiringTests.class.getClassLoader(),
                new Class<?>[] {IdempotencyStore.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("claim")) {
                        throw new IllegalStateException("broken");
                    }
                    return method.invoke(sound, arguments);
                });
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}

    static class Listener {

        private final List<CallReplayedEvent> heard = new ArrayList<>();

        @EventListener
        void on(CallReplayedEvent event) {
            heard.add(event);
        }
    }
}
