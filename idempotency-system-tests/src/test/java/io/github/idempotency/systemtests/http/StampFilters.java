package io.github.idempotency.systemtests.http;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletResponse;
import java.util.UUID;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Filters of the shop that add something to every answer, one far out and one where filters go that name no order. */
@Configuration(proxyBeanMethods = false)
class StampFilters {

    static final String OUTER = "X-Shop";
    static final String INNER = "X-Inner";

    @Bean
    FilterRegistrationBean<Filter> outerStamp() {
        FilterRegistrationBean<Filter> outer = stamp(OUTER);
        outer.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
        return outer;
    }

    @Bean
    FilterRegistrationBean<Filter> innerStamp() {
        return stamp(INNER);
    }

    private static FilterRegistrationBean<Filter> stamp(String header) {
        return new FilterRegistrationBean<>((request, response, chain) -> {
            HttpServletResponse http = (HttpServletResponse) response;
            http.setHeader(header, UUID.randomUUID().toString());
            http.setHeader("X-Frame-Options", "DENY");
            chain.doFilter(request, response);
        });
    }
}
