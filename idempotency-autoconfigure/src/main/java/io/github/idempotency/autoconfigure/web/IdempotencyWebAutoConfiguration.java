package io.github.idempotency.autoconfigure.web;

import io.github.idempotency.autoconfigure.ConditionalOnIdempotencyEnabled;
import io.github.idempotency.engine.EngineRegistry;
import io.github.idempotency.spring.operation.OperationResolver;
import io.github.idempotency.spring.transaction.SameTransactions;
import io.github.idempotency.spring.value.ValueCalls;
import io.github.idempotency.web.http.JsonCanonicalizer;
import io.github.idempotency.web.http.Problems;
import io.github.idempotency.web.http.WebSettings;
import io.github.idempotency.web.servlet.HttpCallAdapter;
import io.github.idempotency.web.servlet.IdempotencyFilter;
import io.github.idempotency.web.servlet.PrincipalResolver;
import io.github.idempotency.web.servlet.ProblemDocumentRenderer;
import io.github.idempotency.web.servlet.ProblemRenderer;
import io.github.idempotency.web.servlet.RequestAdmission;
import io.github.idempotency.web.servlet.ScopeResolver;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Servlet;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.web.servlet.DispatcherServlet;

/** Auto-configuration for HTTP endpoints: the filter that records, and the door of controller methods. */
@AutoConfiguration(
        beforeName = {
            "org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration",
            "org.springframework.boot.autoconfigure.web.servlet.WebMvcAutoConfiguration"
        })
@ConditionalOnIdempotencyEnabled
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({Servlet.class, DispatcherServlet.class})
@EnableConfigurationProperties(IdempotencyWebProperties.class)
@Import({
    PrincipalConfiguration.class,
    CanonicalizerConfiguration.class,
    MvcConfiguration.class,
    KeyCorsConfiguration.class,
    RequestEndConfiguration.class
})
public final class IdempotencyWebAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    WebSettings idempotencyWebSettings(IdempotencyWebProperties properties) {
        return WebSettingsMapping.settings(properties);
    }

    @Bean
    @ConditionalOnMissingBean
    ProblemRenderer idempotencyProblemRenderer(WebSettings settings) {
        return new ProblemDocumentRenderer(new Problems(settings));
    }

    @Bean
    @ConditionalOnMissingBean
    RequestAdmission idempotencyRequestAdmission(
            EngineRegistry engines,
            ValueCalls values,
            WebSettings settings,
            PrincipalResolver principals,
            ObjectProvider<ScopeResolver> scopes,
            JsonCanonicalizer canonicalizer) {
        return new RequestAdmission(
                engines, values, settings, principals, scopes.orderedStream().toList(), canonicalizer);
    }

    @Bean
    @Order(0)
    @ConditionalOnMissingBean
    HttpCallAdapter idempotentHttpCallAdapter(RequestAdmission admission, SameTransactions transactions) {
        return new HttpCallAdapter(admission, transactions);
    }

    @Bean
    @ConditionalOnMissingBean(value = IdempotencyFilter.class, parameterizedContainer = FilterRegistrationBean.class)
    FilterRegistrationBean<IdempotencyFilter> idempotencyFilter(
            WebSettings settings,
            IdempotencyWebProperties properties,
            OperationResolver operations,
            ConfigurableListableBeanFactory beanFactory) {
        IdempotencyFilter filter = new IdempotencyFilter(settings, KeysElsewhere.in(beanFactory, operations));
        FilterRegistrationBean<IdempotencyFilter> registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(properties.filterOrder());
        registration.setDispatcherTypes(
                DispatcherType.REQUEST, DispatcherType.FORWARD, DispatcherType.ASYNC, DispatcherType.ERROR);
        return registration;
    }
}
