package io.github.idempotency.systemtests.ledger;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.filter.ShallowEtagHeaderFilter;

/** An application with a ledger in the database that keeps its records. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(
        excludeName = {
            "org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration"
        })
@Import({
    Ledger.class,
    Audit.class,
    Gate.class,
    EntryController.class,
    FailingEntryController.class,
    CommitController.class,
    ShapeController.class,
    NestedEntryController.class,
    NestedEntryController.Charges.class,
    ShapeController.Templates.class,
    LedgerAdvice.class,
    ProbeController.class,
    AccountConfiguration.class
})
class LedgerApplication {

    static final String OUTER = "X-Outer";

    /** Further out than the filter that records. */
    @Bean
    FilterRegistrationBean<Filter> outer() {
        FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>((request, response, chain) -> {
            ((HttpServletResponse) response).setHeader(OUTER, "kept");
            chain.doFilter(request, response);
        });
        registration.setOrder(0);
        return registration;
    }

    /** Further in than the filter that records, and in the way of a body until it is complete. */
    @Bean
    FilterRegistrationBean<ShallowEtagHeaderFilter> etags() {
        FilterRegistrationBean<ShallowEtagHeaderFilter> registration =
                new FilterRegistrationBean<>(new ShallowEtagHeaderFilter());
        registration.addUrlPatterns("/etag/*");
        registration.setDispatcherTypes(DispatcherType.REQUEST);
        return registration;
    }
}
