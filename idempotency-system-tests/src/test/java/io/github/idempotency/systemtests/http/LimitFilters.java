package io.github.idempotency.systemtests.http;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Rate limiters, one far out and one where a filter ends up that has no order. */
@Configuration(proxyBeanMethods = false)
class LimitFilters {

    static final String HEADER = "X-Limited";

    @Bean
    FilterRegistrationBean<Filter> outerLimit() {
        FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>(limit("outer"));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 100);
        return registration;
    }

    @Bean
    FilterRegistrationBean<Filter> innerLimit() {
        return new FilterRegistrationBean<>(limit("inner"));
    }

    private static Filter limit(String where) {
        return (request, response, chain) -> {
            if (where.equals(((HttpServletRequest) request).getHeader(HEADER))) {
                HttpServletResponse answer = (HttpServletResponse) response;
                answer.setStatus(429);
                answer.setHeader("RateLimit-Remaining", "0");
                answer.getWriter().write("slow down");
            } else {
                chain.doFilter(request, response);
            }
        };
    }
}
