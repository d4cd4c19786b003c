package io.github.idempotency.autoconfigure.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.WhenStoreFails;
import io.github.idempotency.autoconfigure.support.Apps;
import io.github.idempotency.spring.Idempotent;
import io.github.idempotency.spring.health.StoresHealth;
import io.github.idempotency.spring.template.IdempotencyTemplate;
import io.github.idempotency.store.IdempotencyStore;
import io.github.idempotency.store.memory.InMemoryIdempotencyStore;
import io.github.idempotency.test.FlakyStore;
import io.github.idempotency.test.FlakyStore.Verb;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

class HealthWiringTests {

    private final ApplicationContextRunner app = Apps.plain(
                    HealthContributorAutoConfiguration.class,
                    HealthContributorRegistryAutoConfiguration.class,
                    HealthEndpointAutoConfiguration.class)
            .withPropertyValues("management.endpoints.web.exposure.include=health");

    @Test
    void theStoreIsPartOfTheApplicationsHealth() {
        app.run(context -> {
            HealthDescriptor health = context.getBean(HealthEndpoint.class).healthForPath("idempotency");
            assertThat(health).isNotNull();
            assertThat(health.getStatus()).isEqualTo(Status.UP);
            assertThat(ofStores(context)).containsOnlyKeys("memory");
        });
    }

    @ParameterizedTest
    @CsvSource({"refuse, DOWN, DOWN", "proceed, UNKNOWN, UP"})
    void severityFollowsThePolicy(String policy, String status, String ofTheApplication) {
        FlakyStore store = flaky();
        app.withBean("flaky", IdempotencyStore.class, () -> store)
                .withPropertyValues("idempotency.when-store-fails=" + policy)
                .run(context -> {
                    failOnce(context, store);
                    assertThat(health(context).getStatus()).isEqualTo(new Status(status));
                    assertThat(context.getBean(HealthEndpoint.class).health().getStatus())
                            .isEqualTo(new Status(ofTheApplication));

                    context.getBean(IdempotencyTemplate.class).run("other key", () -> {});
                    assertThat(health(context).getStatus()).isEqualTo(Status.UP);
                });
    }

    @Test
    void theStrictestOperationDecides() {
        app.withBean("flaky", IdempotencyStore.class, HealthWiringTests::flaky)
                .withBean("other", IdempotencyStore.class, HealthWiringTests::flaky)
                .withBean("unused", IdempotencyStore.class, HealthWiringTests::flaky)
                .withBean(Operations.class)
                .withPropertyValues("idempotency.store=flaky", "idempotency.when-store-fails=proceed")
                .run(context -> {
                    assertThat(ofStores(context)).containsOnlyKeys("flaky", "other");
                    assertThat(policyOf(context, "flaky")).isEqualTo("proceed");
                    assertThat(policyOf(context, "other")).isEqualTo("refuse");
                });
    }

    @Test
    void ofSeveralStoresOnlyTheOneThatFailedIsDown() {
        FlakyStore standard = flaky();
        app.withBean("flaky", IdempotencyStore.class, () -> standard)
                .withBean("other", IdempotencyStore.class, () -> new InMemoryIdempotencyStore(10, 1_000, 1_000))
                .withBean(Operations.class)
                .withPropertyValues("idempotency.store=flaky")
                .run(context -> {
                    failOnce(context, standard);
                    assertThat(statusOf(context, "flaky")).isEqualTo("DOWN");
                    assertThat(statusOf(context, "other")).isEqualTo("UP");
                    assertThat(health(context).getStatus()).isEqualTo(Status.DOWN);
                });
    }

    @ParameterizedTest
    @CsvSource({
        "management.health.idempotency.enabled=false",
        "management.health.defaults.enabled=false",
        "idempotency.enabled=false"
    })
    void itCanBeSwitchedOff(String property) {
        app.withPropertyValues(property)
                .run(context -> assertThat(context)
                        .doesNotHaveBean("idempotencyHealthIndicator")
                        .doesNotHaveBean(StoresHealth.class));
    }

    @Test
    void itCanBeSwitchedOnAlone() {
        app.withPropertyValues("management.health.defaults.enabled=false", "management.health.idempotency.enabled=true")
                .run(context -> assertThat(context).hasBean("idempotencyHealthIndicator"));
    }

    @Test
    void withoutActuatorThereIsNone() {
        Apps.plain()
                .withClassLoader(new FilteredClassLoader("org.springframework.boot.health"))
                .run(context -> {
                    assertThat(context).hasNotFailed().doesNotHaveBean(StoresHealth.class);
                    context.getBean(IdempotencyTemplate.class).run("key", () -> {});
                });
    }

    @Test
    void theApplicationsOwnIndicatorReplacesOurs() {
        HealthIndicator own = () -> Health.up().build();
        app.withBean("idempotencyHealthIndicator", HealthIndicator.class, () -> own)
                .run(context -> assertThat(context.getBean("idempotencyHealthIndicator"))
                        .isSameAs(own));
    }

    private static FlakyStore flaky() {
        return new FlakyStore(new InMemoryIdempotencyStore(10, 1_000, 1_000));
    }

    private static void failOnce(ApplicationContext context, FlakyStore store) {
        store.on(Verb.CLAIM).always().refuse();
        try {
            context.getBean(IdempotencyTemplate.class).run("key", () -> {});
        } catch (RuntimeException expectedWhereThePolicyIsToRefuse) {
            assertThat(expectedWhereThePolicyIsToRefuse).hasMessageContaining("store");
        }
        store.heal();
    }

    private static Health health(ApplicationContext context) {
        return Objects.requireNonNull(context.getBean("idempotencyHealthIndicator", HealthIndicator.class)
                .health());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Map<String, Object>> ofStores(ApplicationContext context) {
        return (Map<String, Map<String, Object>>) health(context).getDetails().get("stores");
    }

    private static Object policyOf(ApplicationContext context, String store) {
        return ofStores(context).get(store).get("whenStoreFails");
    }

    private static Object statusOf(ApplicationContext context, String store) {
        return ofStores(context).get(store).get("status");
    }

    static class Operations {

        @Idempotent(key = "#id")
        public void relaxed(String id) {}

        @Idempotent(key = "#id", store = "other")
        public void alsoRelaxed(String id) {}

        @Idempotent(key = "#id", store = "other", whenStoreFails = WhenStoreFails.REFUSE)
        public void strict(String id) {}
    }
}
