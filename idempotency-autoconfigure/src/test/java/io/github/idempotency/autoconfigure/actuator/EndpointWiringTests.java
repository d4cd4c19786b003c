package io.github.idempotency.autoconfigure.actuator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.autoconfigure.support.Apps;
import io.github.idempotency.engine.EngineRegistry;
import io.github.idempotency.spring.operation.OperationDefaults;
import io.github.idempotency.spring.operator.CallTally;
import io.github.idempotency.spring.operator.OperatorDoor;
import io.github.idempotency.spring.operator.RecordOffice;
import io.github.idempotency.spring.template.IdempotencyTemplate;
import io.github.idempotency.spring.transaction.SameTransactions;
import io.github.idempotency.spring.value.ValueCalls;
import io.github.idempotency.store.IdempotencyStore;
import io.github.idempotency.store.memory.InMemoryIdempotencyStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.jmx.JmxEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.web.ExposableWebEndpoint;
import org.springframework.boot.actuate.endpoint.web.WebEndpointsSupplier;
import org.springframework.boot.actuate.endpoint.web.WebOperation;
import org.springframework.boot.autoconfigure.jmx.JmxAutoConfiguration;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class EndpointWiringTests {

    private static final String EXPOSED = "management.endpoints.web.exposure.include=idempotency";

    private final WebApplicationContextRunner app = Apps.web(
                    EndpointAutoConfiguration.class, WebEndpointAutoConfiguration.class)
            // As SpringApplication does: access is written in lower case.
            .withInitializer(
                    context -> context.getEnvironment().setConversionService(new ApplicationConversionService()));

    private final ApplicationContextRunner plain = Apps.plain(EndpointAutoConfiguration.class);

    @Test
    void nothingOfItIsThereUnlessItIsExposed() {
        app.run(context -> assertThat(context)
                .doesNotHaveBean(IdempotencyEndpoint.class)
                .doesNotHaveBean(RecordOffice.class)
                .doesNotHaveBean(CallTally.class)
                .doesNotHaveBean(OperatorDoor.class));
    }

    @ParameterizedTest(name = "access={0}: {1}")
    @CsvSource({"'',GET", "read-only,GET", "unrestricted,DELETE GET POST"})
    void itOnlyReadsUnlessItMayDoMore(String access, String methods) {
        WebApplicationContextRunner exposed = app.withPropertyValues(EXPOSED);
        (access.isEmpty() ? exposed : exposed.withPropertyValues("management.endpoint.idempotency.access=" + access))
                .run(context -> assertThat(methodsOf(context.getBean(WebEndpointsSupplier.class)))
                        .isEqualTo(List.of(methods.split(" "))));
    }

    @ParameterizedTest
    @CsvSource({"management.endpoint.idempotency.access=none", "idempotency.enabled=false"})
    void itIsGoneWhereItIsSwitchedOff(String property) {
        app.withPropertyValues(EXPOSED, property)
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean(IdempotencyEndpoint.class)
                        .doesNotHaveBean(CallTally.class));
    }

    @Test
    void itNeedsNoActuator() {
        app.withPropertyValues(EXPOSED)
                .withClassLoader(new FilteredClassLoader(Endpoint.class, ConditionalOnAvailableEndpoint.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("idempotencyEndpoint"));
    }

    @Test
    void itWorksWithoutTheWebAndWithoutMeters() {
        plain.withPropertyValues("management.endpoints.jmx.exposure.include=idempotency", "spring.jmx.enabled=true")
                .withClassLoader(new FilteredClassLoader("io.micrometer", "org.springframework.web"))
                .run(context -> {
                    context.getBean(IdempotencyTemplate.class).execute("order-1", String.class, () -> "done");
                    Map<String, Object> overview =
                            context.getBean(IdempotencyEndpoint.class).overview();
                    assertThat(overview.get("counts"))
                            .asString()
                            .contains("executed=1")
                            .doesNotContain("duplicateRate");
                    assertThat(overview.get("operations")).asString().contains("name=template, door=template");
                });
    }

    @Test
    void itWorksOverJmx() {
        Apps.plain(EndpointAutoConfiguration.class, JmxAutoConfiguration.class, JmxEndpointAutoConfiguration.class)
                .withPropertyValues(
                        "spring.jmx.enabled=true",
                        "management.endpoints.jmx.exposure.include=idempotency",
                        "management.endpoints.jmx.domain=wiring")
                .run(context -> {
                    context.getBean(IdempotencyTemplate.class).execute("order-1", String.class, () -> "done");
                    MBeanServer server = context.getBean(MBeanServer.class);
                    ObjectName name = new ObjectName("wiring:type=Endpoint,name=Idempotency");
                    assertThat(server.getMBeanInfo(name).getOperations())
                            .extracting(MBeanOperationInfo::getName)
                            .containsExactlyInAnyOrder("overview", "read");
                    MBeanParameterInfo[] signature = Stream.of(
                                    server.getMBeanInfo(name).getOperations())
                            .filter(operation -> operation.getName().equals("read"))
                            .findFirst()
                            .orElseThrow()
                            .getSignature();
                    Object[] arguments = new Object[signature.length];
                    arguments[0] = "records";
                    arguments[1] = "template";
                    arguments[2] = "order-1";
                    Object answer = server.invoke(
                            name,
                            "read",
                            arguments,
                            Stream.of(signature)
                                    .map(MBeanParameterInfo::getType)
                                    .toArray(String[]::new));
                    assertThat(answer).asString().contains("status=200").contains("state=settled");
                });
    }

    @Test
    void theDuplicateRateIsThatOfTheMeter() {
        app.withPropertyValues(EXPOSED)
                .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                .run(context -> {
                    IdempotencyTemplate template = context.getBean(IdempotencyTemplate.class);
                    template.execute("order-1", String.class, () -> "done");
                    template.execute("order-1", String.class, () -> "again");
                    assertThat(context.getBean(IdempotencyEndpoint.class)
                                    .overview()
                                    .get("counts"))
                            .asString()
                            .contains("started=1, executed=1, released=0, replayed=1")
                            .contains("duplicateRate=0.5");
                });
    }

    @Test
    void anApplicationsOwnOfficeIsUsed() {
        app.withPropertyValues(EXPOSED)
                .withBean("desk", CallTally.class, CallTally::new)
                .run(context ->
                        assertThat(context).hasSingleBean(CallTally.class).hasBean("desk"));
    }

    @Test
    void doorsAreAskedInOrder() {
        app.withPropertyValues(EXPOSED).run(context -> {
            ObjectProvider<OperatorDoor> doors = context.getBeanProvider(OperatorDoor.class);
            assertThat(doors.orderedStream().map(OperatorDoor::name)).containsExactly("http", "bean", "template");
        });
    }

    @Test
    void everyTemplateOfTheApplicationIsSeen() {
        app.withPropertyValues(EXPOSED)
                .withUserConfiguration(TwoTemplates.class)
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    context.getBean("charges", IdempotencyTemplate.class).execute("1", String.class, () -> "done");
                    context.getBean("refunds", IdempotencyTemplate.class).execute("1", String.class, () -> "done");

                    IdempotencyEndpoint endpoint = context.getBean(IdempotencyEndpoint.class);
                    assertThat(endpoint.overview().get("operations"))
                            .asString()
                            .contains("name=charge, door=template")
                            .contains("name=refund, door=template");
                    assertThat(endpoint.read("records", "refund", "1", null, null, null, null, null, null)
                                    .getStatus())
                            .isEqualTo(200);
                });
    }

    @Test
    void theStoreOfATemplateHasTheNameItIsListedUnder() {
        app.withPropertyValues(EXPOSED, "idempotency.store=fast")
                .withBean("fast", IdempotencyStore.class, () -> new InMemoryIdempotencyStore(10, 1_000, 1_000))
                .withBean("slow", IdempotencyStore.class, () -> new InMemoryIdempotencyStore(10, 1_000, 1_000))
                .run(context -> {
                    context.getBean(IdempotencyTemplate.class).execute("order-1", String.class, () -> "done");
                    assertThat(context.getBean(IdempotencyEndpoint.class)
                                    .overview()
                                    .get("operations"))
                            .asString()
                            .contains("door=template, store=fast,");
                });
    }

    @Configuration(proxyBeanMethods = false)
    static class TwoTemplates {

        @Bean
        IdempotencyTemplate charges(
                EngineRegistry engines, ValueCalls values, OperationDefaults defaults, SameTransactions transactions) {
            return new IdempotencyTemplate(
                            engines.standard(), values, defaults.namespace(), defaults.policy(), transactions)
                    .withOperation("charge");
        }

        @Bean
        IdempotencyTemplate refunds(
                EngineRegistry engines, ValueCalls values, OperationDefaults defaults, SameTransactions transactions) {
            return charges(engines, values, defaults, transactions).withOperation("refund");
        }
    }

    private static List<String> methodsOf(WebEndpointsSupplier endpoints) {
        return endpoints.getEndpoints().stream()
                .filter(endpoint -> endpoint.getEndpointId().toString().equals("idempotency"))
                .map(ExposableWebEndpoint::getOperations)
                .flatMap(operations -> operations.stream().map(WebOperation::getRequestPredicate))
                .map(predicate -> predicate.getHttpMethod().name())
                .distinct()
                .sorted()
                .toList();
    }
}
