package io.github.idempotency.autoconfigure.web;

import io.github.idempotency.spring.operation.OperationResolver;
import io.github.idempotency.web.http.UnsupportedKey;
import io.github.idempotency.web.http.WebSettings;
import io.github.idempotency.web.servlet.AnswerResolver;
import io.github.idempotency.web.servlet.LostConnectionResolver;
import io.github.idempotency.web.servlet.ProblemRenderer;
import io.github.idempotency.web.servlet.RejectionResolver;
import io.github.idempotency.web.servlet.TransactionEndInterceptor;
import io.github.idempotency.web.servlet.UnsupportedKeyInterceptor;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** What Spring MVC is told: how answers and refusals are written, when transactions end, whether stray keys are refused. */
@Configuration(proxyBeanMethods = false)
final class MvcConfiguration {

    @Bean
    @ConditionalOnMissingBean
    AnswerResolver idempotencyAnswerResolver(WebSettings settings, ProblemRenderer renderer) {
        return new AnswerResolver(settings, renderer);
    }

    @Bean
    @ConditionalOnMissingBean
    RejectionResolver idempotencyRejectionResolver(WebSettings settings, ProblemRenderer renderer) {
        return new RejectionResolver(settings, renderer);
    }

    @Bean
    @ConditionalOnMissingBean(name = "idempotencyWebMvcConfigurer")
    WebMvcConfigurer idempotencyWebMvcConfigurer(
            OperationResolver operations,
            WebSettings settings,
            ProblemRenderer renderer,
            RejectionResolver rejections) {
        return new WebMvcConfigurer() {
            @Override
            public void extendHandlerExceptionResolvers(List<HandlerExceptionResolver> resolvers) {
                new LostConnectionResolver(rejections).addTo(resolvers);
            }

            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new TransactionEndInterceptor()).order(TransactionEndInterceptor.ORDER);
                if (settings.unsupportedKey() == UnsupportedKey.REJECT) {
                    registry.addInterceptor(new UnsupportedKeyInterceptor(operations, settings, renderer));
                }
            }
        };
    }
}
