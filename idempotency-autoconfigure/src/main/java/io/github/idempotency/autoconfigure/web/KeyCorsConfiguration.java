package io.github.idempotency.autoconfigure.web;

import io.github.idempotency.web.http.WebSettings;
import io.github.idempotency.web.servlet.IdempotencyCorsProcessor;
import org.springframework.beans.DirectFieldAccessor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.cors.CorsProcessor;
import org.springframework.web.filter.CorsFilter;
import org.springframework.web.servlet.handler.AbstractHandlerMapping;

/** Lets browsers use keys wherever the application has configured CORS: in Spring MVC, in a filter, in security. */
@Configuration(proxyBeanMethods = false)
final class KeyCorsConfiguration {

    @Bean
    @ConditionalOnMissingBean(name = "idempotencyCorsPostProcessor")
    static BeanPostProcessor idempotencyCorsPostProcessor(ObjectProvider<WebSettings> settings) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessBeforeInitialization(Object bean, String name) {
                if (bean instanceof AbstractHandlerMapping mapping) {
                    mapping.setCorsProcessor(
                            new IdempotencyCorsProcessor(settings.getObject(), mapping.getCorsProcessor()));
                } else if (bean instanceof CorsFilter filter) {
                    extend(filter, settings.getObject());
                }
                return bean;
            }
        };
    }

    private static void extend(CorsFilter filter, WebSettings settings) {
        // There is no other way to learn of a processor the application has chosen, and none may be thrown away.
        DirectFieldAccessor fields = new DirectFieldAccessor(filter);
        if (fields.isReadableProperty("processor")
                && fields.getPropertyValue("processor") instanceof CorsProcessor processor) {
            filter.setCorsProcessor(new IdempotencyCorsProcessor(settings, processor));
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(SecurityFilterChain.class)
    static final class InSecurity {

        @Bean
        @ConditionalOnMissingBean(name = "idempotencySecurityCorsPostProcessor")
        static BeanPostProcessor idempotencySecurityCorsPostProcessor(ObjectProvider<WebSettings> settings) {
            return new BeanPostProcessor() {
                @Override
                public Object postProcessBeforeInitialization(Object bean, String name) {
                    if (bean instanceof SecurityFilterChain chain) {
                        chain.getFilters().stream()
                                .filter(CorsFilter.class::isInstance)
                                .map(CorsFilter.class::cast)
                                .forEach(filter -> extend(filter, settings.getObject()));
                    }
                    return bean;
                }
            };
        }
    }
}
