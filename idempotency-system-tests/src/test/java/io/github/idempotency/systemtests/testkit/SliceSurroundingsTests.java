package io.github.idempotency.systemtests.testkit;

import static io.github.idempotency.test.web.IdempotencyMockMvc.executed;
import static io.github.idempotency.test.web.IdempotencyMockMvc.idempotencyKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.github.idempotency.test.slice.IdempotencyTest;
import jakarta.servlet.Filter;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.platform.commons.support.AnnotationSupport;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

/** A nested configuration takes the place of the application's, and may be named all the same. */
@IdempotencyTest(
        controllers = BreadController.class,
        beans = {Oven.class, SliceSurroundingsTests.Filters.class})
class SliceSurroundingsTests {

    @Autowired
    private MockMvc mvc;

    @Autowired
    private AtomicInteger filtered;

    @Test
    void aFilterThatIsSwitchedOffFiltersNothing() throws Exception {
        bake("/breads", MediaType.APPLICATION_JSON).andExpect(executed());

        assertThat(filtered).hasValue(1);
    }

    @Test
    void whereNothingIsFoundNothingWasExecuted() throws Exception {
        ResultActions answer = bake("/nowhere", MediaType.APPLICATION_JSON);

        assertThatThrownBy(() -> answer.andExpect(executed()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("the status 404 does not tell whether the handler ran")
                .hasMessageContaining("assertThatCalls(calls).wereExecuted(1)");
    }

    @Test
    void whereNoHandlerReadsTheContentNothingWasExecuted() throws Exception {
        ResultActions answer = bake("/breads", MediaType.TEXT_PLAIN);

        assertThatThrownBy(() -> answer.andExpect(executed()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("the status 415 does not tell");
    }

    @Test
    void testsThatRunInParallelWaitForEachOther() {
        assertThat(AnnotationSupport.findRepeatableAnnotations(getClass(), ResourceLock.class))
                .extracting(ResourceLock::value)
                .containsExactly(IdempotencyTest.LOCK);
    }

    private ResultActions bake(String path, MediaType type) throws Exception {
        return mvc.perform(
                post(path).contentType(type).content("{\"kind\":\"rye\"}").with(idempotencyKey("key-1")));
    }

    @Configuration(proxyBeanMethods = false)
    static class Filters {

        @Bean
        AtomicInteger filtered() {
            return new AtomicInteger();
        }

        @Bean
        FilterRegistrationBean<Filter> active(AtomicInteger filtered) {
            return counting(filtered, true);
        }

        @Bean
        FilterRegistrationBean<Filter> switchedOff(AtomicInteger filtered) {
            return counting(filtered, false);
        }

        private static FilterRegistrationBean<Filter> counting(AtomicInteger filtered, boolean enabled) {
            FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>((request, response, chain) -> {
                filtered.incrementAndGet();
                chain.doFilter(request, response);
            });
            registration.setName(enabled ? "active" : "switched off");
            registration.setEnabled(enabled);
            return registration;
        }
    }
}
