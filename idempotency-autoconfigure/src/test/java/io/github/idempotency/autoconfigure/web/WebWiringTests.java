package io.github.idempotency.autoconfigure.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.github.idempotency.autoconfigure.support.Apps;
import io.github.idempotency.autoconfigure.support.Tally;
import io.github.idempotency.spring.Idempotent;
import io.github.idempotency.spring.template.IdempotencyTemplate;
import io.github.idempotency.web.http.JsonCanonicalizer;
import io.github.idempotency.web.servlet.HttpCallAdapter;
import io.github.idempotency.web.servlet.IdempotencyFilter;
import io.github.idempotency.web.servlet.PrincipalResolver;
import io.github.idempotency.web.servlet.ProblemRenderer;
import io.github.idempotency.web.servlet.ScopeResolver;
import io.github.idempotency.web.servlet.SecurityPrincipalResolver;
import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.test.util.ReflectionTestUtils;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

class WebWiringTests {

    private static final String KEY = "Idempotency-Key";
    private static final String REPLAYED = "Idempotent-Replayed";

    private final WebApplicationContextRunner app =
            WebApps.mvc().withBean(Tally.class).withUserConfiguration(Shop.class);

    @Test
    void aRepeatedRequestIsAnsweredWithTheRecordedResponse() {
        app.run(context -> {
            MockMvc client = WebApps.client(context);
            client.perform(post("/orders").header(KEY, "k-1"))
                    .andExpect(status().isOk())
                    .andExpect(content().string("order 1"))
                    .andExpect(header().doesNotExist(REPLAYED));
            client.perform(post("/orders").header(KEY, "k-1"))
                    .andExpect(status().isOk())
                    .andExpect(content().string("order 1"))
                    .andExpect(header().string(REPLAYED, "true"));
            assertThat(context.getBean(Tally.class).count()).isEqualTo(1);
        });
    }

    @Test
    void aRequestWithoutItsKeyIsRefusedWithAProblemDocument() {
        app.run(context -> {
            WebApps.client(context)
                    .perform(post("/orders"))
                    .andExpect(status().isBadRequest())
                    .andExpect(content().contentTypeCompatibleWith("application/problem+json"))
                    .andExpect(jsonPath("$.title").value("Idempotency-Key is missing"));
            assertThat(context.getBean(Tally.class).count()).isZero();
        });
    }

    @Test
    void aRefusedBeanCallBehindAnUnprotectedEndpointIsAProblemDocumentToo() {
        app.run(context -> WebApps.client(context)
                .perform(post("/transfer"))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.code").value("idempotency-key-missing")));
    }

    @Test
    void aControllerMayTakeItsKeyFromElsewhere() {
        app.run(context -> {
            MockMvc client = WebApps.client(context);
            client.perform(post("/payments?invoice=7")).andExpect(content().string("payment 1"));
            client.perform(post("/payments?invoice=7"))
                    .andExpect(content().string("payment 1"))
                    .andExpect(header().string(REPLAYED, "true"));
        });
    }

    @Test
    void theFilterSeesEveryDispatchThatCanAnswerAndStandsWhereItIsTold() {
        app.run(context -> {
            FilterRegistrationBean<?> registration = context.getBean(FilterRegistrationBean.class);
            assertThat(registration.getOrder()).isEqualTo(IdempotencyFilter.ORDER);
            assertThat(registration.isAsyncSupported()).isTrue();
            assertThat(ReflectionTestUtils.getField(registration, "dispatcherTypes"))
                    .isEqualTo(EnumSet.of(
                            DispatcherType.REQUEST,
                            DispatcherType.FORWARD,
                            DispatcherType.ASYNC,
                            DispatcherType.ERROR));
        });
        app.withPropertyValues("idempotency.web.filter-order=5")
                .run(context -> assertThat(
                                context.getBean(FilterRegistrationBean.class).getOrder())
                        .isEqualTo(5));
    }

    @Test
    void keysAtUnprotectedEndpointsAreRefusedOnRequestOnly() {
        app.run(context ->
                WebApps.client(context).perform(post("/plain").header(KEY, "k")).andExpect(status().isOk()));
        app.withPropertyValues("idempotency.web.unsupported-key=reject").run(context -> {
            MockMvc client = WebApps.client(context);
            client.perform(post("/plain").header(KEY, "k")).andExpect(status().isNotImplemented());
            client.perform(post("/orders").header(KEY, "k")).andExpect(status().isOk());
        });
    }

    @Test
    void beansOfTheApplicationReplaceOurs() {
        ProblemRenderer teapot = (problem, request, response) -> response.setStatus(418);
        PrincipalResolver nobody = request -> "nobody";
        JsonCanonicalizer asIs = json -> json;
        app.withBean(ProblemRenderer.class, () -> teapot)
                .withBean(PrincipalResolver.class, () -> nobody)
                .withBean(JsonCanonicalizer.class, () -> asIs)
                .run(context -> {
                    assertThat(context.getBean(PrincipalResolver.class)).isSameAs(nobody);
                    assertThat(context.getBean(JsonCanonicalizer.class)).isSameAs(asIs);
                    WebApps.client(context).perform(post("/orders")).andExpect(status().is(418));
                });
    }

    @Test
    void everyScopeResolverNarrowsWhereAKeyIsUnique() {
        app.withBean("tenant", ScopeResolver.class, () -> request -> request.getHeader("Tenant"))
                .withBean("client", ScopeResolver.class, () -> request -> request.getHeader("Client"))
                .run(context -> {
                    MockMvc client = WebApps.client(context);
                    for (String tenant : new String[] {"a", "b"}) {
                        for (String application : new String[] {"x", "y"}) {
                            client.perform(post("/orders")
                                            .header(KEY, "k")
                                            .header("Tenant", tenant)
                                            .header("Client", application))
                                    .andExpect(header().doesNotExist(REPLAYED));
                        }
                    }
                    assertThat(context.getBean(Tally.class).count()).isEqualTo(4);
                });
    }

    @Test
    void principalsComeFromSpringSecurityWhereItIsPresent() {
        app.run(context ->
                assertThat(context.getBean(PrincipalResolver.class)).isInstanceOf(SecurityPrincipalResolver.class));
        app.withClassLoader(new FilteredClassLoader("org.springframework.security"))
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(context.getBean(PrincipalResolver.class))
                            .isNotInstanceOf(SecurityPrincipalResolver.class);
                });
    }

    @Test
    void withoutSpringMvcOrOutsideOfAWebApplicationThereIsNoneOfThis() {
        WebApplicationContextRunner web = Apps.web();
        web.withClassLoader(new FilteredClassLoader("org.springframework.web.servlet"))
                .run(context -> {
                    assertThat(context).doesNotHaveBean("idempotentHttpCallAdapter");
                    assertThat(context).doesNotHaveBean(FilterRegistrationBean.class);
                    context.getBean(IdempotencyTemplate.class).run("key", () -> {});
                });
        Apps.plain().run(context -> assertThat(context).doesNotHaveBean(HttpCallAdapter.class));
    }

    /** Public, so that another class loader can define its proxy. */
    @RestController
    public static class Shop {

        private final Tally tally;
        private final IdempotencyTemplate template;

        public Shop(Tally tally, IdempotencyTemplate template) {
            this.tally = tally;
            this.template = template;
        }

        @Idempotent
        @PostMapping("/orders")
        public String order(@RequestBody(required = false) String order) {
            return "order " + tally.next();
        }

        @Idempotent(key = "#invoice")
        @PostMapping("/payments")
        public String pay(@RequestParam String invoice) {
            return "payment " + tally.next();
        }

        @PostMapping("/plain")
        public String plain() {
            return "plain";
        }

        @PostMapping("/transfer")
        public String transfer() {
            template.run("", tally::next);
            return "never";
        }
    }
}
