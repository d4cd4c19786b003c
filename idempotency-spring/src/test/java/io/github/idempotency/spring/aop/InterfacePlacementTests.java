package io.github.idempotency.spring.aop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.engine.EngineEvent;
import io.github.idempotency.spring.Idempotent;
import io.github.idempotency.spring.scene.Effects;
import io.github.idempotency.spring.scene.Scene;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Each shape of interface, once over a proxy of the class and once over a proxy of the interface. */
class InterfacePlacementTests {

    record Order(String id) {}

    @BeforeEach
    void reset() {
        Effects.reset();
    }

    interface Placing<A> {
        int place(A argument);
    }

    private static <B extends Placing<A>, A> void assertExecutesOncePerKey(Class<B> type, A first, A second) {
        for (Scene.Builder builder :
                new Scene.Builder[] {Scene.builder(), Scene.builder().jdkProxies()}) {
            Effects.reset();
            try (Scene scene = builder.with(type).start()) {
                @SuppressWarnings("unchecked")
                Placing<A> bean = scene.bean(Placing.class);

                assertThat(bean.place(first)).isEqualTo(1);
                assertThat(bean.place(first)).isEqualTo(1);
                assertThat(bean.place(second)).isEqualTo(2);
                assertThat(Effects.count()).isEqualTo(2);
            }
        }
    }

    interface OnMethod extends Placing<String> {
        @Override
        @Idempotent(key = "#p0")
        int place(String id);
    }

    static class OnMethodImpl implements OnMethod {
        @Override
        public int place(String id) {
            return Effects.next();
        }
    }

    @Test
    void onAnInterfaceMethod() {
        assertExecutesOncePerKey(OnMethodImpl.class, "a", "b");
    }

    @Idempotent(key = "#p0")
    interface OnInterface extends Placing<String> {
        @Override
        int place(String id);
    }

    static class OnInterfaceImpl implements OnInterface {
        @Override
        public int place(String id) {
            return Effects.next();
        }

        public int notOfTheInterface(String id) {
            return Effects.next();
        }
    }

    @Test
    void onAnInterface() {
        assertExecutesOncePerKey(OnInterfaceImpl.class, "a", "b");
    }

    @Test
    void onAnInterfaceItLeavesMethodsThatAreNotItsOwnAlone() {
        try (Scene scene = Scene.of(OnInterfaceImpl.class)) {
            OnInterfaceImpl bean = scene.bean(OnInterfaceImpl.class);

            assertThat(bean.notOfTheInterface("a")).isEqualTo(1);
            assertThat(bean.notOfTheInterface("a")).isEqualTo(2);
        }
    }

    interface BelowAnnotated extends OnInterface {}

    static class BelowAnnotatedImpl implements BelowAnnotated {
        @Override
        public int place(String id) {
            return Effects.next();
        }
    }

    @Test
    void onASuperInterface() {
        assertExecutesOncePerKey(BelowAnnotatedImpl.class, "a", "b");
    }

    @Idempotent(key = "#p0.id")
    interface GenericOnInterface<A> extends Placing<A> {
        @Override
        int place(A argument);
    }

    static class GenericOnInterfaceImpl implements GenericOnInterface<Order> {
        @Override
        public int place(Order order) {
            return Effects.next();
        }
    }

    @Test
    void onAGenericInterface() {
        assertExecutesOncePerKey(GenericOnInterfaceImpl.class, new Order("a"), new Order("b"));
    }

    interface GenericOnMethod<A> extends Placing<A> {
        @Override
        @Idempotent(key = "#p0.id")
        int place(A argument);
    }

    abstract static class GenericBase<A> implements GenericOnMethod<A> {}

    static class GenericOnMethodImpl extends GenericBase<Order> {
        @Override
        public int place(Order order) {
            return Effects.next();
        }
    }

    @Test
    void onAMethodOfAGenericInterface() {
        assertExecutesOncePerKey(GenericOnMethodImpl.class, new Order("a"), new Order("b"));
    }

    interface WithDefaultMethod extends Placing<String> {
        @Override
        @Idempotent(key = "#p0")
        default int place(String id) {
            return Effects.next();
        }
    }

    static class WithDefaultMethodImpl implements WithDefaultMethod {}

    @Test
    void onADefaultMethod() {
        assertExecutesOncePerKey(WithDefaultMethodImpl.class, "a", "b");
    }

    static class KnowsNothing {
        public int place(String id) {
            return Effects.next();
        }
    }

    static class ImplementedByAStranger extends KnowsNothing implements OnMethod {}

    @Test
    void onAnInterfaceMethodThatAnUnrelatedSuperclassImplements() {
        assertExecutesOncePerKey(ImplementedByAStranger.class, "a", "b");
    }

    @Test
    void alsoWhenThatMethodIsCalledThroughTheClass() {
        try (Scene scene = Scene.of(ImplementedByAStranger.class)) {
            KnowsNothing bean = scene.bean(ImplementedByAStranger.class);

            assertThat(bean.place("a")).isEqualTo(1);
            assertThat(bean.place("a")).isEqualTo(1);
        }
    }

    @Nested
    class BeansWithoutAClassOfTheirOwn {

        @Configuration(proxyBeanMethods = false)
        static class Lambda {
            @Bean
            OnMethod lambda() {
                return id -> Effects.next();
            }
        }

        @Configuration(proxyBeanMethods = false)
        static class Generated {
            @Bean
            FactoryBean<OnMethod> client() {
                return new FactoryBean<>() {
                    @Override
                    @SuppressWarnings("ReferenceEquality")
                    public OnMethod getObject() {
                        return (OnMethod) Proxy.newProxyInstance(
                                OnMethod.class.getClassLoader(),
                                new Class<?>[] {OnMethod.class},
                                (proxy, method, arguments) -> switch (method.getName()) {
                                    case "place" -> Effects.next();
                                    case "hashCode" -> 1;
                                    case "equals" -> proxy == arguments[0];
                                    default -> "client";
                                });
                    }

                    @Override
                    public Class<?> getObjectType() {
                        return OnMethod.class;
                    }
                };
            }
        }

        @Test
        void areProtectedAsLambdas() {
            assertIsProtectedUnderAStableName(Lambda.class);
        }

        @Test
        void areProtectedAsGeneratedClients() {
            assertIsProtectedUnderAStableName(Generated.class);
        }

        private void assertIsProtectedUnderAStableName(Class<?> configuration) {
            try (Scene scene = Scene.of(configuration)) {
                OnMethod bean = scene.bean(OnMethod.class);

                assertThat(bean.place("a")).isEqualTo(1);
                assertThat(bean.place("a")).isEqualTo(1);
                assertThat(scene.events().of(EngineEvent.Started.class))
                        .extracting(EngineEvent.Started::operation)
                        .containsExactly("InterfacePlacementTests.OnMethod.place");
            }
        }
    }
}
