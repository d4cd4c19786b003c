package io.github.idempotency.test.slice;

import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.web.context.WebApplicationContext;

/** Clients of the controllers, without a server. */
@TestConfiguration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
class WebOfTheSlice {

    @Bean
    MockMvc idempotencyTestMockMvc(WebApplicationContext context) {
        return FilteredMockMvc.of(context);
    }

    @Bean
    MockMvcTester idempotencyTestMockMvcTester(MockMvc mvc) {
        return MockMvcTester.create(mvc);
    }

    /** Apart, because it is new in Spring Framework 7. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(RestTestClient.class)
    static class OfSpring7 {

        @Bean
        RestTestClient idempotencyTestRestTestClient(MockMvc mvc) {
            return RestTestClient.bindTo(mvc).build();
        }
    }
}
