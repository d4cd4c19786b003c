package io.github.idempotency.autoconfigure.web;

import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.options;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.github.idempotency.spring.Idempotent;
import jakarta.servlet.Filter;
import java.util.List;
import java.util.function.Supplier;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.FilterChainProxy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;

class CorsTests {

    @Test
    void browsersMaySendKeysWhereSpringMvcAllowsTheirOrigin() {
        WebApps.mvc().withUserConfiguration(CrossOriginShop.class).run(context -> {
            MockMvc client = WebApps.client(context);
            assertAllowsKeys(client);
            client.perform(cross(post("/orders")).header("Idempotency-Key", "k"))
                    .andExpect(header().stringValues(
                                    "Access-Control-Expose-Headers",
                                    Matchers.hasItem(Matchers.containsString("Idempotent-Replayed"))));
        });
    }

    @Test
    void browsersMaySendKeysWhereAFilterAllowsTheirOrigin() {
        WebApps.mvc()
                .withUserConfiguration(Shop.class)
                .withBean(CorsFilter.class, CorsTests::corsFilter)
                .run(context -> assertAllowsKeys(client(context, () -> context.getBean(CorsFilter.class))));
    }

    @Test
    void browsersMaySendKeysWhereSpringSecurityAllowsTheirOrigin() {
        WebApps.mvc()
                .withUserConfiguration(Shop.class)
                .withBean(
                        SecurityFilterChain.class,
                        () -> new DefaultSecurityFilterChain(request -> true, List.of(corsFilter())))
                .run(context -> assertAllowsKeys(
                        client(context, () -> new FilterChainProxy(context.getBean(SecurityFilterChain.class)))));
    }

    @Test
    void nothingIsAllowedWhereTheApplicationAllowsNothing() {
        WebApps.mvc()
                .withClassLoader(new FilteredClassLoader("org.springframework.security"))
                .withUserConfiguration(Shop.class)
                .run(context -> WebApps.client(context)
                        .perform(preflight())
                        .andExpect(header().doesNotExist("Access-Control-Allow-Origin"))
                        .andExpect(header().doesNotExist("Access-Control-Allow-Headers")));
    }

    private static void assertAllowsKeys(MockMvc client) throws Exception {
        client.perform(preflight())
                .andExpect(status().isOk())
                .andExpect(header().string(
                                "Access-Control-Allow-Headers", Matchers.equalToIgnoringCase("idempotency-key")));
    }

    private static MockHttpServletRequestBuilder preflight() {
        return cross(options("/orders"))
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "idempotency-key");
    }

    private static MockHttpServletRequestBuilder cross(MockHttpServletRequestBuilder request) {
        return request.header("Origin", "https://shop.example");
    }

    private static MockMvc client(WebApplicationContext context, Supplier<Filter> first) {
        return MockMvcBuilders.webAppContextSetup(context)
                .addFilters(first.get())
                .build();
    }

    private static CorsFilter corsFilter() {
        CorsConfiguration allowed = new CorsConfiguration();
        allowed.addAllowedOrigin("https://shop.example");
        allowed.addAllowedMethod("POST");
        allowed.addAllowedHeader("Content-Type");
        UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
        source.registerCorsConfiguration("/**", allowed);
        return new CorsFilter(source);
    }

    /** Public, so that another class loader can define its proxy. */
    @RestController
    public static class CrossOriginShop {

        @Idempotent
        @PostMapping("/orders")
        @CrossOrigin(origins = "https://shop.example", allowedHeaders = "Content-Type")
        public String order() {
            return "order";
        }
    }

    /** Public, so that another class loader can define its proxy. */
    @RestController
    public static class Shop {

        @Idempotent
        @PostMapping("/orders")
        public String order() {
            return "order";
        }
    }
}
