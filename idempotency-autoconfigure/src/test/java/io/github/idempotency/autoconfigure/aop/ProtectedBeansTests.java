package io.github.idempotency.autoconfigure.aop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.idempotency.CallRejectedException;
import io.github.idempotency.Rejection;
import io.github.idempotency.autoconfigure.support.Apps;
import io.github.idempotency.autoconfigure.support.Tally;
import io.github.idempotency.spring.Idempotent;
import io.github.idempotency.spring.template.IdempotencyTemplate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.aop.framework.autoproxy.DefaultAdvisorAutoProxyCreator;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

@ExtendWith(OutputCaptureExtension.class)
class ProtectedBeansTests {

    private final ApplicationContextRunner app =
            Apps.plain().withBean(Tally.class).withUserConfiguration(Beans.class);

    @Test
    void aProtectedMethodExecutesOncePerKey() {
        app.run(context -> {
            Orders orders = context.getBean(Orders.class);
            List<Receipt> first = orders.place(Map.of("id", "o-1"));
            assertThat(orders.place(Map.of("id", "o-1"))).isEqualTo(first);
            assertThat(orders.place(Map.of("id", "o-2"))).isNotEqualTo(first);
            assertThat(context.getBean(Tally.class).count()).isEqualTo(2);
        });
    }

    @Test
    void beansOfAChildContextAreProtectedThroughTheEnginesOfItsParent() {
        app.run(parent -> app.withParent(parent).run(child -> {
            Receipt first =
                    child.getBean(Orders.class).place(Map.of("id", "o-1")).get(0);
            assertThat(child.getBean(Orders.class).place(Map.of("id", "o-1"))).containsExactly(first);
            assertThat(parent.getBean(Orders.class).place(Map.of("id", "o-1"))).containsExactly(first);
        }));
    }

    @Test
    void aCallWithoutItsKeyIsRefused() {
        app.run(context -> assertThatExceptionOfType(CallRejectedException.class)
                .isThrownBy(() -> context.getBean(Orders.class).place(Map.of()))
                .satisfies(refusal -> assertThat(refusal.rejection()).isEqualTo(Rejection.KEY_MISSING)));
    }

    @Test
    void beansAreProxiedByClassWithAndWithoutInterfaces() {
        app.run(context -> {
            assertThat(AopUtils.isCglibProxy(context.getBean(Orders.class))).isTrue();
            Greeter greeter = context.getBean(Greeter.class);
            assertThat(greeter).isInstanceOf(PoliteGreeter.class);
            assertThat(greeter.greet("a")).isEqualTo(greeter.greet("a"));
            assertThat(context.getBean(Tally.class).count()).isEqualTo(1);
        });
    }

    @Test
    void anApplicationThatAsksForInterfaceProxiesGetsThem() {
        app.withPropertyValues("spring.aop.proxy-target-class=false").run(context -> {
            Greeter greeter = context.getBean(Greeter.class);
            assertThat(AopUtils.isJdkDynamicProxy(greeter)).isTrue();
            assertThat(greeter.greet("a")).isEqualTo(greeter.greet("a"));
            assertThat(context.getBean(Tally.class).count()).isEqualTo(1);
        });
    }

    @Test
    void proxiesAreMadeWithoutAspectJ() {
        app.withClassLoader(new FilteredClassLoader("org.aspectj"))
                .run(context -> assertExecutesOnce(context.getBean(Orders.class), context.getBean(Tally.class)));
    }

    @Test
    void proxiesAreMadeWithAspectJOrWithSpringAopSwitchedOff() {
        ApplicationContextRunner withAop =
                Apps.plain(AopAutoConfiguration.class).withBean(Tally.class).withUserConfiguration(Beans.class);
        withAop.run(context -> assertExecutesOnce(context.getBean(Orders.class), context.getBean(Tally.class)));
        withAop.withPropertyValues("spring.aop.auto=false")
                .run(context -> assertExecutesOnce(context.getBean(Orders.class), context.getBean(Tally.class)));
    }

    @Test
    void aCreatorOfProxiesThatTheApplicationBringsDoesNotProtectTwice() {
        app.withUserConfiguration(OwnProxyCreator.class)
                .run(context -> assertExecutesOnce(context.getBean(Orders.class), context.getBean(Tally.class)));
    }

    @Test
    void beansThatAreNotAnnotatedAreLeftAlone() {
        app.run(context -> assertThat(AopUtils.isAopProxy(context.getBean(Unprotected.class)))
                .isFalse());
    }

    @Test
    void aNormalStartWarnsOfNothing(CapturedOutput output) {
        app.withUserConfiguration(PostProcessors.class)
                .withPropertyValues("idempotency.store=memory")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(output.getAll().replaceAll(".*are not shared with other processes.*\\R", ""))
                            .doesNotContain("WARN")
                            .doesNotContain("ERROR");
                });
    }

    @Test
    void theTemplateAndTheAnnotationUseTheSameEngine() {
        app.run(context -> {
            Tally tally = context.getBean(Tally.class);
            IdempotencyTemplate template = context.getBean(IdempotencyTemplate.class);
            int first = template.execute("k", Integer.class, tally::next);
            assertThat(template.<Integer, RuntimeException>execute("k", Integer.class, tally::next))
                    .isEqualTo(first);
            assertThat(tally.count()).isEqualTo(1);
        });
    }

    @Test
    void aProtectedBeanThatIsNeededEarlyDoesNotDragTheStoreAlong() {
        app.withUserConfiguration(EarlyUser.class)
                .run(context -> assertExecutesOnce(context.getBean(Orders.class), context.getBean(Tally.class)));
    }

    private static void assertExecutesOnce(Orders orders, Tally tally) {
        int before = tally.count();
        assertThat(orders.place(Map.of("id", "once"))).isEqualTo(orders.place(Map.of("id", "once")));
        assertThat(tally.count()).isEqualTo(before + 1);
    }

    public record Receipt(int number, Instant at) {}

    /** Public, so that another class loader can define its proxy. */
    public static class Orders {

        private final Tally tally;

        public Orders(Tally tally) {
            this.tally = tally;
        }

        @Idempotent(key = "#order['id']")
        public List<Receipt> place(Map<String, String> order) {
            return List.of(new Receipt(tally.next(), Instant.ofEpochSecond(1_700_000_000L + order.size())));
        }
    }

    public interface Greeter {
        @Idempotent(key = "#name")
        String greet(String name);
    }

    public static class PoliteGreeter implements Greeter {

        private final Tally tally;

        public PoliteGreeter(Tally tally) {
            this.tally = tally;
        }

        @Override
        public String greet(String name) {
            return "hello " + name + " " + tally.next();
        }
    }

    static class Unprotected {}

    @Configuration(proxyBeanMethods = false)
    @Import({Orders.class, PoliteGreeter.class, Unprotected.class})
    static class Beans {}

    @Configuration(proxyBeanMethods = false)
    static class OwnProxyCreator {
        @Bean
        static DefaultAdvisorAutoProxyCreator ownProxyCreator() {
            return new DefaultAdvisorAutoProxyCreator();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class PostProcessors {
        @Bean
        static BeanPostProcessor someOtherPostProcessor() {
            return new BeanPostProcessor() {};
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class EarlyUser {
        /** Needs a protected bean before the container is complete. */
        @Bean
        static BeanPostProcessor earlyUser(Orders orders) {
            assertThat(orders).isNotNull();
            return new BeanPostProcessor() {};
        }
    }
}
