package io.github.idempotency.spring.aot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.spring.Idempotent;
import io.github.idempotency.spring.operation.OperationDefaults;
import io.github.idempotency.spring.operation.OperationResolver;
import io.github.idempotency.spring.scene.Engines;
import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.GenerationContext;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.javapoet.ClassName;

/** Hints as ahead-of-time processing of a whole context collects them. */
class ProtectedBeanProcessorTests {

    private final RuntimeHints hints = processed();

    @Test
    void theAnnotationCanBeReadWithItsAttributes() {
        assertThat(hints)
                .matches(RuntimeHintsPredicates.reflection()
                        .onType(Idempotent.class)
                        .withMemberCategory(MemberCategory.INVOKE_DECLARED_METHODS))
                .matches(RuntimeHintsPredicates.proxies().forInterfaces(Idempotent.class));
    }

    @Test
    void metaAnnotationsCanBeReadToo() {
        assertThat(hints)
                .matches(RuntimeHintsPredicates.reflection()
                        .onType(OncePerOrder.class)
                        .withMemberCategory(MemberCategory.INVOKE_DECLARED_METHODS));
    }

    @Test
    void expressionsReachArgumentsAndTheBean() throws Exception {
        assertThat(hints)
                .matches(RuntimeHintsPredicates.reflection().onMethodInvocation(Order.class.getDeclaredMethod("id")))
                .matches(RuntimeHintsPredicates.reflection().onMethodInvocation(Line.class.getDeclaredMethod("number")))
                .matches(RuntimeHintsPredicates.reflection().onMethodInvocation(Order.class.getMethod("toString")))
                .matches(RuntimeHintsPredicates.reflection().onMethodInvocation(Orders.class.getMethod("tenant")));
    }

    @Test
    void keysOfUsualTypesAreToldFromMemoryAddresses() throws Exception {
        for (Class<?> type : new Class<?>[] {String.class, Long.class, UUID.class, Enum.class}) {
            assertThat(hints)
                    .matches(RuntimeHintsPredicates.reflection().onMethodInvocation(type.getMethod("toString")));
        }
    }

    @Test
    void protectedMethodsAndWhatTheyReturnAreKnown() throws Exception {
        assertThat(hints)
                .matches(RuntimeHintsPredicates.reflection()
                        .onMethodInvocation(Orders.class.getMethod("place", Order.class)))
                .matches(RuntimeHintsPredicates.reflection()
                        .onMethodInvocation(Receipt.class.getDeclaredMethod("total")));
    }

    @Test
    void recordedExceptionsCanBeMadeAnew() throws Exception {
        assertThat(hints)
                .matches(RuntimeHintsPredicates.reflection()
                        .onConstructorInvocation(SoldOut.class.getDeclaredConstructor(String.class)))
                .matches(RuntimeHintsPredicates.reflection()
                        .onConstructorInvocation(IOException.class.getConstructor(String.class)));
    }

    @Test
    void theManagerOfTransactionsByXmlCanBeAskedFor() {
        assertThat(hints.reflection()
                        .typeHints()
                        .filter(hint -> hint.getType().getSimpleName().equals("TransactionAspectSupport")))
                .anySatisfy(hint -> assertThat(hint.methods())
                        .anyMatch(method -> method.getName().equals("getTransactionManagerBeanName")));
    }

    @Test
    void otherBeansAreLeftAlone() throws Exception {
        assertThat(hints)
                .matches(RuntimeHintsPredicates.reflection()
                        .onMethodInvocation(Plain.class.getMethod("name"))
                        .negate());
    }

    private static RuntimeHints processed() {
        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
            context.register(Wiring.class);
            GenerationContext generation = new DefaultGenerationContext(
                    new ClassNameGenerator(ClassName.get("shop", "Shop")), new InMemoryGeneratedFiles());
            new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
            return generation.getRuntimeHints();
        }
    }

    record Line(int number) {}

    record Order(String id, Line line) {}

    record Receipt(int total) {}

    static class SoldOut extends RuntimeException {

        private static final long serialVersionUID = 1L;

        SoldOut(String message) {
            super(message);
        }
    }

    @Idempotent(key = "{#root.tenant, #order.id, #order.line.number}", recordFailures = SoldOut.class)
    @Retention(RetentionPolicy.RUNTIME)
    @interface OncePerOrder {}

    static class Orders {

        @OncePerOrder
        public Receipt place(Order order) throws IOException {
            return new Receipt(order.line().number());
        }

        public String tenant() {
            return "shop";
        }
    }

    static class Plain {

        public String name() {
            return "";
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Wiring {

        @Bean
        static OperationResolver operations(ConfigurableListableBeanFactory beanFactory) {
            return new OperationResolver(new OperationDefaults(Engines.POLICY, true, "shop"), beanFactory);
        }

        @Bean
        Orders orders() {
            return new Orders();
        }

        @Bean
        Plain plain() {
            return new Plain();
        }
    }
}
