package io.github.idempotency.test.slice;

import java.util.Collection;
import java.util.Objects;
import org.springframework.boot.web.servlet.AbstractFilterRegistrationBean;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletContextInitializerBeans;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.DefaultMockMvcBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/** Builds MockMvc with the filters of the context, as Spring Boot does in classes that moved. */
final class FilteredMockMvc {

    private FilteredMockMvc() {}

    static MockMvc of(WebApplicationContext context) {
        DefaultMockMvcBuilder builder = MockMvcBuilders.webAppContextSetup(context);
        new ServletContextInitializerBeans(context, FilterRegistrationBean.class)
                .stream()
                        .filter(FilterRegistrationBean.class::isInstance)
                        .map(FilterRegistrationBean.class::cast)
                        .forEach(registration -> add(registration, builder));
        return builder.build();
    }

    private static void add(AbstractFilterRegistrationBean<?> registration, DefaultMockMvcBuilder builder) {
        if (!registration.isEnabled()) {
            return;
        }
        Collection<String> patterns = registration.getUrlPatterns();
        builder.addFilter(
                Objects.requireNonNull(registration.getFilter()),
                registration.getFilterName(),
                registration.getInitParameters(),
                registration.determineDispatcherTypes(),
                patterns.isEmpty() ? new String[] {"/*"} : patterns.toArray(String[]::new));
    }
}
