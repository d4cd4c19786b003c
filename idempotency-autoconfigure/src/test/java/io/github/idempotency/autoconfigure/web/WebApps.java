package io.github.idempotency.autoconfigure.web;

import io.github.idempotency.autoconfigure.support.Apps;
import jakarta.servlet.Filter;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/** Applications with Spring MVC, called through everything a request passes. */
final class WebApps {

    private WebApps() {}

    static WebApplicationContextRunner mvc() {
        return Apps.web(
                JacksonAutoConfiguration.class,
                HttpMessageConvertersAutoConfiguration.class,
                DispatcherServletAutoConfiguration.class,
                WebMvcAutoConfiguration.class);
    }

    static MockMvc client(WebApplicationContext context) {
        Filter filter = context.getBean("idempotencyFilter", FilterRegistrationBean.class)
                .getFilter();
        return MockMvcBuilders.webAppContextSetup(context).addFilters(filter).build();
    }
}
