package io.github.idempotency.web.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.Test;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.web.filter.CorsFilter;

class ServletRuntimeHintsTests {

    @Test
    void forwardsAndCorsWorkInANativeImage() throws Exception {
        RuntimeHints hints = new RuntimeHints();
        SpringFactoriesLoader.forResourceLocation("META-INF/spring/aot.factories")
                .load(RuntimeHintsRegistrar.class)
                .stream()
                .filter(ServletRuntimeHints.class::isInstance)
                .forEach(registrar -> registrar.registerHints(hints, getClass().getClassLoader()));
        assertThat(hints)
                .matches(RuntimeHintsPredicates.proxies().forInterfaces(HttpServletResponse.class))
                .matches(RuntimeHintsPredicates.reflection()
                        .onMethodInvocation(HttpServletResponse.class.getMethod("getStatus")))
                .matches(RuntimeHintsPredicates.reflection()
                        .onMethodInvocation(ServletResponse.class.getMethod("getWriter")))
                .matches(RuntimeHintsPredicates.reflection()
                        .onFieldAccess(CorsFilter.class.getDeclaredField("processor")));
    }

    @Test
    void withoutAServletApiThereIsNothingToRegister() {
        RuntimeHints hints = new RuntimeHints();
        new ServletRuntimeHints().registerHints(hints, ClassLoader.getPlatformClassLoader());
        assertThat(hints.reflection().typeHints()).isEmpty();
    }
}
