package io.github.idempotency.spring.aop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.spring.Idempotent;
import io.github.idempotency.spring.operation.IdempotentOperation;
import io.github.idempotency.spring.scene.Effects;
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
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the start-up checks let pass, and what they merely complain of. */
class NoFalseAlarmTests {

    @BeforeEach
    void reset() {
        Effects.reset();
    }

    static class Plain {
        @Idempotent(key = "#id")
        public int place(String id) {
            return Effects.next();
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
}
