package io.github.idempotency.spring.aop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import ch.qos.logback.classic.Level;
import io.github.idempotency.spring.Idempotent;
import io.github.idempotency.spring.operation.IdempotentOperation;
import io.github.idempotency.spring.scene.Effects;
import io.github.idempotency.spring.scene.Logs;
import io.github.idempotency.spring.scene.Scene;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.ArrayList;
import java.util.List;
import org.aopalliance.intercept.MethodInvocation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.framework.autoproxy.DefaultAdvisorAutoProxyCreator;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.context.support.SimpleThreadScope;
import org.springframework.core.PriorityOrdered;

/** What the start-up checks let pass, and what they merely complain of. */
class NoFalseAlarmTests {

    @BeforeEach
    void reset() {
        Effects.reset();
    }

    interface Placing {
        int place(String id);
    }

    static final class FinalClass implements Placing {
        @Override
        @Idempotent(key = "#id")
        public int place(String id) {
            return Effects.next();
        }
    }

    static class FinalMethod implements Placing {
        @Override
        @Idempotent(key = "#id")
        public final int place(String id) {
            return Effects.next();
        }
    }

    @Test
    void whatIsFinalCanBeProtectedThroughAnInterface() {
        for (Class<?> type : List.of(FinalClass.class, FinalMethod.class)) {
            try (Scene scene = Scene.builder().jdkProxies().with(type).start()) {
                Effects.reset();
                Placing bean = scene.bean(Placing.class);

                assertThat(bean.place("a")).isEqualTo(1);
                assertThat(bean.place("a")).isEqualTo(1);
            }
        }
    }

    static class Plain {
        @Idempotent(key = "#id")
        public int place(String id) {
            return Effects.next();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Scoped {
        @Bean
        @Scope(value = "thread", proxyMode = ScopedProxyMode.TARGET_CLASS)
        Plain scoped() {
            return new Plain();
        }
    }

    @Test
    void scopedBeansAreProtected() {
        try (Logs logs = Logs.capture();
                Scene scene = Scene.builder()
                        .customized(
                                context -> context.getBeanFactory().registerScope("thread", new SimpleThreadScope()))
                        .with(Scoped.class)
                        .start()) {
            Plain bean = scene.context().getBean("scoped", Plain.class);

            assertThat(bean.place("a")).isEqualTo(1);
            assertThat(bean.place("a")).isEqualTo(1);
            assertThat(logs.at(Level.ERROR)).isEmpty();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class AnotherProxyCreator {
        @Bean
        static DefaultAdvisorAutoProxyCreator anotherProxyCreator() {
            DefaultAdvisorAutoProxyCreator creator = new DefaultAdvisorAutoProxyCreator();
            creator.setProxyTargetClass(true);
            return creator;
        }

        @Bean
        Plain plain() {
            return new Plain();
        }
    }

    @Test
    void aBeanThatIsProxiedTwiceIsProtectedOnce() {
        try (Scene scene = Scene.of(AnotherProxyCreator.class)) {
            Plain bean = scene.bean(Plain.class);
            assertThat(AopProxyUtils.getSingletonTarget(bean)).isInstanceOf(Advised.class);

            assertThat(bean.place("a")).isEqualTo(1);
            assertThat(bean.place("a")).isEqualTo(1);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Prototypes {
        @Bean
        @Scope("prototype")
        Plain prototype() {
            return new Plain();
        }
    }

    @Test
    void allBeansOfAPrototypeShareTheirKeys() {
        try (Scene scene = Scene.of(Prototypes.class)) {
            assertThat(scene.bean(Plain.class).place("a")).isEqualTo(1);
            assertThat(scene.bean(Plain.class).place("a")).isEqualTo(1);
        }
    }

    static class TwoWaysIn {
        @Idempotent(key = "#id", operation = "place")
        public int one(String id) {
            return Effects.next();
        }

        @Idempotent(key = "#id", operation = "place")
        public int two(String id) {
            return Effects.next();
        }
    }

    @Test
    void twoMethodsMayBeWaysIntoOneOperation() {
        try (Scene scene = Scene.of(TwoWaysIn.class)) {
            TwoWaysIn bean = scene.bean(TwoWaysIn.class);

            assertThat(bean.one("a")).isEqualTo(1);
            assertThat(bean.two("a")).isEqualTo(1);
        }
    }

    static class Overloads {
        @Idempotent(key = "#id", operation = "place-one")
        public void place(String id) {}

        @Idempotent(key = "#id")
        public void place(String id, int count) {}
    }

    @Test
    void overloadsWithNamesOfTheirOwnAreFine() {
        Scene.of(Overloads.class).close();
    }

    @Retention(RetentionPolicy.RUNTIME)
    @interface Web {}

    @Web
    static class Controller {
        @Idempotent
        public String create(String body) {
            return body;
        }

        public String get(String id) {
            return id;
        }

        @SuppressWarnings("unused")
        private void helper() {}
    }

    @Configuration(proxyBeanMethods = false)
    static class WithWebDoor {
        @Bean
        Controller controller() {
            return new Controller();
        }

        @Bean
        CallAdapter webDoor() {
            return new WebDoor();
        }
    }

    static class WebDoor implements CallAdapter {
        final List<String> checked = new ArrayList<>();

        @Override
        public boolean isInChargeOf(IdempotentOperation operation) {
            return operation.targetClass().isAnnotationPresent(Web.class);
        }

        @Override
        public void check(IdempotentOperation operation) {
            checked.add(operation.describe());
        }

        @Override
        public Object invoke(MethodInvocation invocation, IdempotentOperation operation) {
            return "through the door";
        }
    }

    @Test
    void methodsOfAnotherDoorNeedNoKeyAndGoThroughIt() {
        try (Scene scene = Scene.of(WithWebDoor.class)) {
            assertThat(scene.bean(WebDoor.class).checked).containsExactly(Controller.class.getName() + ".create()");
            assertThat(scene.bean(Controller.class).create("body")).isEqualTo("through the door");
            assertThat(scene.bean(Controller.class).get("id")).isEqualTo("id");
        }
    }

    @Test
    void aClassIsCheckedOnceHoweverManyBeansItHas() {
        try (Scene scene = Scene.builder()
                .with(WithWebDoor.class)
                .customized(context -> {
                    for (int i = 0; i < 500; i++) {
                        context.registerBeanDefinition("controller" + i, new RootBeanDefinition(Controller.class));
                    }
                })
                .start()) {
            assertThat(scene.bean(WebDoor.class).checked).hasSize(1);
        }
    }

    static class WithOptionalDependency {
        @SuppressWarnings("unused")
        public void use(Absent absent) {}
    }

    static class Absent {}

    /** Sees the class of the bean but not what its method refers to, like an optional dependency that is not there. */
    static class WithoutAbsent extends ClassLoader {
        WithoutAbsent() {
            super(NoFalseAlarmTests.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.equals(Absent.class.getName())) {
                throw new ClassNotFoundException(name);
            }
            if (!name.equals(WithOptionalDependency.class.getName())) {
                return super.loadClass(name, resolve);
            }
            try (InputStream bytes = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] content = bytes.readAllBytes();
                return defineClass(name, content, 0, content.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    @Test
    void aLazyBeanThatRefersToWhatIsNotThereIsNotTheChecksBusiness() throws ClassNotFoundException {
        RootBeanDefinition definition =
                new RootBeanDefinition(new WithoutAbsent().loadClass(WithOptionalDependency.class.getName()));
        definition.setLazyInit(true);

        try (Scene scene = Scene.builder()
                .with(Plain.class)
                .customized(context -> context.registerBeanDefinition("optional", definition))
                .start()) {
            assertThat(scene.bean(Plain.class).place("a")).isEqualTo(1);
        }
    }

    static class Early implements BeanPostProcessor, PriorityOrdered {
        Early(Plain plain) {
            assertThat(plain).isNotNull();
        }

        @Override
        public int getOrder() {
            return 0;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class MadeTooEarly {
        @Bean
        static Early early(Plain plain) {
            return new Early(plain);
        }

        @Bean
        Plain plain() {
            return new Plain();
        }
    }

    @Test
    void aBeanMadeTooEarlyToBeProxiedIsComplainedOf() {
        try (Logs logs = Logs.capture();
                Scene scene = Scene.of(MadeTooEarly.class)) {
            assertThat(scene.bean(Plain.class).getClass()).isEqualTo(Plain.class);
            assertThat(logs.at(Level.ERROR))
                    .singleElement()
                    .asString()
                    .contains("The bean 'plain' has no proxy, so its @Idempotent methods run unprotected.");
        }
    }

    @Test
    void aMockInThePlaceOfABeanDoesNotStopTheStart() {
        try (Scene scene = Scene.builder()
                .customized(context -> {
                    context.registerBeanDefinition("plain", new RootBeanDefinition(Plain.class));
                    context.getBeanFactory().registerSingleton("plain", mock(Plain.class));
                })
                .start()) {
            assertThat(scene.bean(Plain.class).place("a")).isZero();
        }
    }
}
