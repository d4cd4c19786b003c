package io.github.idempotency.spring.aop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import io.github.idempotency.spring.Idempotent;
import io.github.idempotency.spring.operation.OperationMistakeException;
import io.github.idempotency.spring.scene.Scene;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;

/** Mistakes that stop the start, each with a message that names the method and the fix. */
class StartupCheckTests {

    static class PrivateMethod {
        @Idempotent(key = "#id")
        @SuppressWarnings("unused")
        private void place(String id) {}
    }

    static class StaticMethod {
        @Idempotent(key = "#id")
        public static void place(String id) {}
    }

    static class FinalMethod {
        @Idempotent(key = "#id")
        public final void place(String id) {}
    }

    @Idempotent(key = "#id")
    static class FinalMethodOfAnAnnotatedClass {
        public void place(String id) {}

        public final void refund(String id) {}
    }

    static class WithoutKey {
        @Idempotent
        public void place(String id) {}
    }

    static class Overloads {
        @Idempotent(key = "#id")
        public void place(String id) {}

        @Idempotent(key = "#id")
        public void place(String id, int count) {}
    }

    static class SharedName {
        @Idempotent(key = "#id", operation = "place")
        public String one(String id) {
            return id;
        }

        @Idempotent(key = "#id", operation = "place")
        public List<String> two(String id) {
            return List.of(id);
        }
    }

    static class UnknownStore {
        @Idempotent(key = "#id", store = "mongo")
        public void place(String id) {}
    }

    static class UnknownName {
        @Idempotent(key = "#order.id")
        public void place(String id) {}
    }

    @Test
    void aMethodThatCannotBeIntercepted() {
        assertMistake(PrivateMethod.class, "place()", "the method is private", "Make it an overridable method");
        assertMistake(StaticMethod.class, "place()", "the method is static", "Make it an overridable method");
        assertMistake(FinalMethod.class, "place()", "the method is final", "Make it an overridable method");
        assertMistake(FinalMethodOfAnAnnotatedClass.class, "refund()", "the method is final");
    }

    @Test
    void aMethodWithoutAKey() {
        assertMistake(WithoutKey.class, "place()", "no request header", "@Idempotent(key = \"#order.id\")");
    }

    @Test
    void twoMethodsThatWouldShareTheirKeys() {
        assertMistake(
                Overloads.class,
                "place()",
                "its default name 'StartupCheckTests.Overloads.place' is also that of",
                "@Idempotent(operation = \"refund\")");
    }

    @Test
    void twoMethodsThatShareTheirKeysButNotTheirAnswers() {
        assertMistake(
                SharedName.class,
                "shares the operation 'place' with",
                "a java.util.List<java.lang.String>",
                "Give them different names, or the same return type.");
    }

    @Test
    void anUnknownStore() {
        assertMistake(UnknownStore.class, "place()", "There is no idempotency store 'mongo'. Stores: [memory].");
    }

    @Test
    void anUnknownNameInAnExpression() {
        assertMistake(UnknownName.class, "place()", "\"#order.id\" names #order, but the parameters are #id.");
    }

    static class Unrecordable {
        @Idempotent(key = "#id")
        public Stream<String> stream(String id) {
            return Stream.of(id);
        }
    }

    static class UnrecordableIterator {
        @Idempotent(key = "#id")
        public Iterator<String> iterator(String id) {
            return List.of(id).iterator();
        }
    }

    static class UnrecordableResource {
        @Idempotent(key = "#id")
        public InputStream resource(String id) {
            return InputStream.nullInputStream();
        }
    }

    static class UnrecordableFuture {
        @Idempotent(key = "#id")
        public Future<String> future(String id) {
            throw new UnsupportedOperationException();
        }
    }

    static class UnrecordableVariable {
        @Idempotent(key = "#id")
        public <T> T variable(String id, Class<T> type) {
            throw new UnsupportedOperationException();
        }
    }

    static class UnrecordableVariableOfTheClass<T> {
        @Idempotent(key = "#id")
        public List<T> variables(String id) {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void aTypeThatCannotBeRecorded() {
        assertMistake(Unrecordable.class, "stream()", "it can be read only once");
        assertMistake(UnrecordableIterator.class, "iterator()", "it can be read only once");
        assertMistake(UnrecordableResource.class, "resource()", "it is an open resource");
        assertMistake(UnrecordableFuture.class, "future()", "only CompletableFuture and CompletionStage");
        assertMistake(UnrecordableVariable.class, "variable()", "the type variable T");
        assertMistake(UnrecordableVariableOfTheClass.class, "variables()", "the type variable");
    }

    @Configuration(proxyBeanMethods = false)
    static class Hidden {
        @Bean
        @Lazy
        WithoutKey lazyBean() {
            throw new AssertionError("The check must not create lazy beans");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class HiddenPrototype {
        @Bean
        @Scope("prototype")
        WithoutKey prototypeBean() {
            throw new AssertionError("The check must not create prototypes");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class HiddenFactory {
        @Bean
        ObjectOf factoryBean() {
            return new ObjectOf();
        }
    }

    static class ObjectOf implements FactoryBean<WithoutKey> {
        @Override
        public WithoutKey getObject() {
            throw new AssertionError("The check must not create what a factory makes");
        }

        @Override
        public Class<?> getObjectType() {
            return WithoutKey.class;
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {Hidden.class, HiddenPrototype.class, HiddenFactory.class})
    void beansThatAreNotThereYetAreCheckedByTheirClass(Class<?> configuration) {
        assertThatException()
                .isThrownBy(() -> Scene.of(configuration).close())
                .satisfies(e -> assertThat(mistake(e)).hasMessageContaining("WithoutKey.place()"));
    }

    private static void assertMistake(Class<?> component, String... parts) {
        assertThatException()
                .isThrownBy(() -> Scene.of(component).close())
                .satisfies(e -> assertThat(mistake(e))
                        .hasMessageContaining("@Idempotent on " + component.getName())
                        .hasMessageContainingAll(parts))
                .satisfies(e -> assertThat(mistake(e).subject()).startsWith(component.getName()));
    }

    private static OperationMistakeException mistake(Throwable failure) {
        Throwable cause = failure;
        while (cause != null && !(cause instanceof OperationMistakeException)) {
            cause = cause.getCause();
        }
        assertThat(cause).isNotNull();
        return (OperationMistakeException) cause;
    }
}
