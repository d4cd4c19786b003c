package io.github.idempotency.autoconfigure.openapi;

import io.github.idempotency.autoconfigure.ConditionalOnIdempotencyEnabled;
import io.github.idempotency.spring.operation.OperationResolver;
import io.github.idempotency.web.http.WebSettings;
import io.github.idempotency.web.openapi.IdempotencyOpenApiCustomizer;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;

/** Auto-configuration for what springdoc writes about protected operations. */
@AutoConfiguration(
        afterName = {
            "io.github.idempotency.autoconfigure.aop.InterceptionAutoConfiguration",
            "io.github.idempotency.autoconfigure.web.IdempotencyWebAutoConfiguration"
        })
@ConditionalOnIdempotencyEnabled
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(GlobalOpenApiCustomizer.class)
@ConditionalOnBean({OperationResolver.class, WebSettings.class})
@ConditionalOnProperty(prefix = "idempotency.web", name = "open-api", matchIfMissing = true)
public final class IdempotencyOpenApiAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    IdempotencyOpenApiCustomizer idempotencyOpenApiCustomizer(OperationResolver operations, WebSettings settings) {
        return new IdempotencyOpenApiCustomizer(operations, settings);
    }
}
