package io.github.idempotency.autoconfigure.web;

import io.github.idempotency.web.servlet.PrincipalResolver;
import io.github.idempotency.web.servlet.SecurityPrincipalResolver;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.context.SecurityContextHolder;

/** Who is calling: as Spring Security knows it where it is present, else as the servlet container does. */
@Configuration(proxyBeanMethods = false)
final class PrincipalConfiguration {

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(SecurityContextHolder.class)
    static final class OfSecurity {

        @Bean
        @ConditionalOnMissingBean(PrincipalResolver.class)
        PrincipalResolver idempotencySecurityPrincipalResolver() {
            return new SecurityPrincipalResolver();
        }
    }

    @Bean
    @ConditionalOnMissingBean
    PrincipalResolver idempotencyPrincipalResolver() {
        return PrincipalResolver.ofRequest();
    }
}
