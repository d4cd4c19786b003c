package io.github.idempotency.web.servlet;

import io.github.idempotency.TransactionMode;
import io.github.idempotency.WhenAbandoned;
import io.github.idempotency.WhenFails;
import io.github.idempotency.WhenInProgress;
import io.github.idempotency.WhenStoreFails;
import io.github.idempotency.engine.CallPolicy;
import io.github.idempotency.engine.EngineRegistry;
import io.github.idempotency.engine.EngineSettings;
import io.github.idempotency.engine.IdempotencyEngine;
import io.github.idempotency.spring.aop.CallAdapters;
import io.github.idempotency.spring.aop.IdempotentAdvisor;
import io.github.idempotency.spring.operation.OperationDefaults;
import io.github.idempotency.spring.operation.OperationResolver;
import io.github.idempotency.spring.transaction.SameTransactions;
import io.github.idempotency.spring.value.JacksonValueCodec;
import io.github.idempotency.spring.value.ValueCalls;
import io.github.idempotency.web.http.JacksonJsonCanonicalizer;
import io.github.idempotency.web.http.Problems;
import io.github.idempotency.web.http.WebSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/** Wires the module by hand, as the auto-configuration does. */
@EnableWebMvc
@Configuration(proxyBeanMethods = false)
class WebWiring implements WebMvcConfigurer {

    static final CallPolicy POLICY = new CallPolicy(
            Duration.ofSeconds(30),
            Duration.ofHours(1),
            WhenInProgress.REJECT,
            Duration.ZERO,
            WhenAbandoned.REEXECUTE,
            WhenStoreFails.REFUSE,
            WhenFails.RELEASE,
            TransactionMode.SEPARATE);

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new TransactionEndInterceptor()).order(TransactionEndInterceptor.ORDER);
    }

    @Bean
    static OperationDefaults defaults() {
        return new OperationDefaults(POLICY, true, "shop");
    }

    @Bean
    PlayedStore store() {
        return new PlayedStore();
    }

    @Bean
    PlayedTransactions transactionManager(PlayedStore store) {
        return new PlayedTransactions(store);
    }

    @Bean(destroyMethod = "close")
    IdempotencyEngine engine(PlayedStore store) {
        return new IdempotencyEngine(store, EngineSettings.DEFAULTS, event -> {});
    }

    @Bean
    EngineRegistry engines(IdempotencyEngine engine) {
        return new EngineRegistry(Map.of("memory", engine), engine);
    }

    @Bean
    RequestAdmission admission(EngineRegistry engines, WebSettings settings, ObjectProvider<ScopeResolver> scopes) {
        return new RequestAdmission(
                engines,
                new ValueCalls(new JacksonValueCodec(JsonMapper.builder().build())),
                settings,
                PrincipalResolver.ofRequest(),
                scopes.orderedStream().toList(),
                new JacksonJsonCanonicalizer());
    }

    @Bean
    SameTransactions transactions(ListableBeanFactory beanFactory, EngineRegistry engines) {
        return new SameTransactions(beanFactory, engines);
    }

    @Bean
    HttpCallAdapter adapter(RequestAdmission admission, SameTransactions transactions) {
        return new HttpCallAdapter(admission, transactions);
    }

    @Bean
    CallAdapters adapters(HttpCallAdapter adapter) {
        return new CallAdapters(List.of(adapter));
    }

    @Bean
    AnswerResolver answers(WebSettings settings) {
        return new AnswerResolver(settings, new ProblemDocumentRenderer(new Problems(settings)));
    }

    @Bean
    RejectionResolver rejections(WebSettings settings) {
        return new RejectionResolver(settings, new ProblemDocumentRenderer(new Problems(settings)));
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static OperationResolver operations(OperationDefaults defaults, ConfigurableListableBeanFactory beanFactory) {
        return new OperationResolver(defaults, beanFactory);
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static IdempotentAdvisor advisor(OperationResolver operations, ObjectProvider<CallAdapters> adapters) {
        return new IdempotentAdvisor(operations, adapters::getObject);
    }
}
