package io.github.idempotency.spring.aop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.WhenFails;
import io.github.idempotency.engine.EngineEvent;
import io.github.idempotency.spring.Idempotent;
import io.github.idempotency.spring.operation.IdempotentOperation;
import io.github.idempotency.spring.operation.OperationResolver;
import io.github.idempotency.spring.scene.Effects;
import io.github.idempotency.spring.scene.Scene;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.Duration;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.annotation.AliasFor;

class AnnotationPlacementTests {

    @BeforeEach
    void reset() {
        Effects.reset();
    }

    static class OnMethod {
        @Idempotent(key = "#id")
        public int place(String id) {
            return Effects.next();
        }

        public int unprotected(String id) {
            return Effects.next();
        }
    }

    @Test
    void onAMethod() {
        assertExecutesOncePerKey(OnMethod.class, bean -> bean::place);
    }

    @Test
    void methodsWithoutItExecuteEveryTime() {
        try (Scene scene = Scene.of(OnMethod.class)) {
            OnMethod bean = scene.bean(OnMethod.class);

            assertThat(bean.unprotected("a")).isEqualTo(1);
            assertThat(bean.unprotected("a")).isEqualTo(2);
        }
    }

    @Idempotent(key = "#id")
    static class OnClass {
        public int place(String id) {
            return Effects.next();
        }

        @Idempotent(key = "#id", retention = "7d")
        public int longer(String id) {
            return Effects.next();
        }

        int packagePrivate(String id) {
            return Effects.next();
        }

        @Override
        public String toString() {
            return "shop " + Effects.next();
        }

        @Override
        public boolean equals(Object other) {
            return super.equals(other);
        }

        @Override
        public int hashCode() {
            return Effects.next();
        }
    }

    @Test
    void onAClassItHoldsForItsPublicMethods() {
        assertExecutesOncePerKey(OnClass.class, bean -> bean::place);
    }

    @Test
    void onAClassItLeavesOtherMethodsAlone() {
        try (Scene scene = Scene.of(OnClass.class)) {
            OnClass bean = scene.bean(OnClass.class);

            assertThat(bean.packagePrivate("a")).isEqualTo(1);
            assertThat(bean.packagePrivate("a")).isEqualTo(2);
        }
    }

    @Test
    void onAClassItLeavesTheMethodsOfObjectAlone() {
        try (Scene scene = Scene.of(OnClass.class)) {
            OnClass bean = scene.bean(OnClass.class);
            Effects.reset();

            assertThat(bean.toString()).isEqualTo("shop 1");
            assertThat(bean.toString()).isEqualTo("shop 2");
        }
    }

    @Test
    void onTheMethodReplacesTheOneOnTheClass() {
        assertThat(operation(OnClass.class, "longer").policy().retention()).isEqualTo(Duration.ofDays(7));
        assertThat(operation(OnClass.class, "place").policy().retention()).isEqualTo(Duration.ofHours(1));
    }

    static class Inheriting extends OnClass {
        public int added(String id) {
            return Effects.next();
        }
    }

    @Test
    void onASuperclassItHoldsForInheritedMethods() {
        assertExecutesOncePerKey(Inheriting.class, bean -> bean::place);
    }

    @Test
    void onASuperclassItHoldsForAddedMethods() {
        assertExecutesOncePerKey(Inheriting.class, bean -> bean::added);
    }

    static class Overriding extends OnMethod {
        @Override
        public int place(String id) {
            return Effects.next();
        }
    }

    @Test
    void onAnOverriddenMethodItHoldsForTheOverridingOne() {
        assertExecutesOncePerKey(Overriding.class, bean -> bean::place);
    }

    @Retention(RetentionPolicy.RUNTIME)
    @Idempotent(whenFails = WhenFails.HOLD, retention = "2d")
    @interface OncePerOrder {
        @AliasFor(annotation = Idempotent.class, attribute = "key")
        String value();

        @AliasFor(annotation = Idempotent.class)
        String lease() default "15s";
    }

    static class WithComposedAnnotation {
        @OncePerOrder("#id")
        public int place(String id) {
            return Effects.next();
        }

        @OncePerOrder(value = "#id", lease = "20s")
        public int other(String id) {
            return Effects.next();
        }
    }

    @Test
    void asAMetaAnnotation() {
        assertExecutesOncePerKey(WithComposedAnnotation.class, bean -> bean::place);
    }

    @Test
    void asAMetaAnnotationWithOverriddenAttributes() {
        IdempotentOperation place = operation(WithComposedAnnotation.class, "place");
        IdempotentOperation other = operation(WithComposedAnnotation.class, "other");

        assertThat(place.policy().whenFails()).isEqualTo(WhenFails.HOLD);
        assertThat(place.policy().retention()).isEqualTo(Duration.ofDays(2));
        assertThat(place.policy().lease()).isEqualTo(Duration.ofSeconds(15));
        assertThat(other.policy().lease()).isEqualTo(Duration.ofSeconds(20));
    }

    @OncePerOrder("#id")
    static class WithComposedAnnotationOnClass {
        public int place(String id) {
            return Effects.next();
        }
    }

    @Test
    void asAMetaAnnotationOnAClass() {
        assertExecutesOncePerKey(WithComposedAnnotationOnClass.class, bean -> bean::place);
    }

    static class OnHiddenMethods {
        @Idempotent(key = "#id")
        int packagePrivate(String id) {
            return Effects.next();
        }

        @Idempotent(key = "#id")
        protected int protectedOne(String id) {
            return Effects.next();
        }
    }

    @Test
    void onAPackagePrivateMethod() {
        assertExecutesOncePerKey(OnHiddenMethods.class, bean -> bean::packagePrivate);
    }

    @Test
    void onAProtectedMethod() {
        assertExecutesOncePerKey(OnHiddenMethods.class, bean -> bean::protectedOne);
    }

    @Test
    void theDefaultNameIsClassAndMethod() {
        try (Scene scene = Scene.of(OnMethod.class)) {
            scene.bean(OnMethod.class).place("a");

            assertThat(scene.events().of(EngineEvent.Started.class))
                    .extracting(EngineEvent.Started::operation)
                    .containsExactly("AnnotationPlacementTests.OnMethod.place");
        }
    }

    private static <B> void assertExecutesOncePerKey(Class<B> type, Function<B, Function<String, Integer>> method) {
        try (Scene scene = Scene.of(type)) {
            Function<String, Integer> call = method.apply(scene.bean(type));
            Effects.reset();

            assertThat(call.apply("a")).isEqualTo(1);
            assertThat(call.apply("a")).isEqualTo(1);
            assertThat(call.apply("b")).isEqualTo(2);
            assertThat(Effects.count()).isEqualTo(2);
        }
    }

    private static IdempotentOperation operation(Class<?> type, String method) {
        try (Scene scene = Scene.of(type)) {
            OperationResolver resolver = scene.bean(OperationResolver.class);
            return resolver.resolve(type.getDeclaredMethod(method, String.class), type);
        } catch (NoSuchMethodException e) {
            throw new AssertionError(e);
        }
    }
}
