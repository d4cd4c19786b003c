package io.github.idempotency.spring.aop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import ch.qos.logback.classic.Level;
import io.github.idempotency.spring.Idempotent;
import io.github.idempotency.spring.scene.Effects;
import io.github.idempotency.spring.scene.Logs;
import io.github.idempotency.spring.scene.Scene;
import java.util.List;
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

/** Proxies of every shape, and beans that have none. */
class ProxyShapeTests {

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
