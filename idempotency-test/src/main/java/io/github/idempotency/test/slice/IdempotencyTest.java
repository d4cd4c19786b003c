package io.github.idempotency.test.slice;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.AliasFor;
import org.springframework.test.context.BootstrapWith;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * A test of protected beans and controllers, with nothing of the application but those named here and what the test
 * imports. The application's other components are not scanned, and of the auto-configurations there are those of the
 * library and, for controllers, of Spring MVC without Spring Security.
 *
 * <p>Keys are kept in memory whatever the application is configured to use, and every test begins with an empty store. There
 * are beans to be injected: {@link io.github.idempotency.test.call.RecordedCalls RecordedCalls}, {@link
 * io.github.idempotency.test.StoreFaults StoreFaults}, and with controllers {@code MockMvc}, {@code MockMvcTester} and
 * {@code RestTestClient} (Spring Framework 7).
 *
 * <p>Where JUnit runs tests in parallel, these run one after another, because they begin by forgetting what the one before
 * left: they hold the {@link ResourceLock} {@value #LOCK}.
 *
 * <p>What is recorded in the transaction of a database needs that database: test it with {@code @SpringBootTest} and {@link
 * IdempotencyTestSupport}.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@BootstrapWith(IdempotencyTestContextBootstrapper.class)
@ExtendWith(SpringExtension.class)
@ResourceLock(IdempotencyTest.LOCK)
@ImportAutoConfiguration
@Import({IdempotencyTestSupport.class, StoreOfTheSlice.class, WebOfTheSlice.class})
public @interface IdempotencyTest {

    /** What tests lock that must not run in parallel, those of a whole application by their own {@link ResourceLock}. */
    String LOCK = "io.github.idempotency.test";

    /** Protected beans, and what they need; the same as {@link #beans}. */
    @AliasFor("beans")
    Class<?>[] value() default {};

    /** Protected beans, and what they need: components, or configuration classes. */
    @AliasFor("value")
    Class<?>[] beans() default {};

    /** Controllers, and advice for them; with any, there is Spring MVC. */
    Class<?>[] controllers() default {};

    /** Properties of the application, each as {@code name=value}. */
    String[] properties() default {};
}
