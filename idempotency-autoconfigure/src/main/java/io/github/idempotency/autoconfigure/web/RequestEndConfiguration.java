package io.github.idempotency.autoconfigure.web;

import io.github.idempotency.web.servlet.RequestEndListener;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.web.servlet.ServletListenerRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Sees to it that no key stays in progress after its request, even where the container has answered by itself. */
@Configuration(proxyBeanMethods = false)
final class RequestEndConfiguration {

    @Bean
    @ConditionalOnMissingBean(
            value = RequestEndListener.class,
            parameterizedContainer = ServletListenerRegistrationBean.class)
    ServletListenerRegistrationBean<RequestEndListener> idempotencyRequestEndListener() {
        return new ServletListenerRegistrationBean<>(new RequestEndListener());
    }
}
