package io.github.idempotency.autoconfigure.aop;

import io.github.idempotency.autoconfigure.ConditionalOnIdempotencyEnabled;
import io.github.idempotency.autoconfigure.IdempotencyAutoConfiguration;
import io.github.idempotency.autoconfigure.Lazy;
import io.github.idempotency.engine.EngineRegistry;
import io.github.idempotency.spring.aop.BeanCallAdapter;
import io.github.idempotency.spring.aop.CallAdapter;
import io.github.idempotency.spring.aop.CallAdapters;
import io.github.idempotency.spring.aop.IdempotentAdvisor;
import io.github.idempotency.spring.aop.StartupCheck;
import io.github.idempotency.spring.operation.OperationDefaults;
import io.github.idempotency.spring.operation.OperationResolver;
import io.github.idempotency.spring.transaction.SameTransactions;
import io.github.idempotency.spring.value.ValueCalls;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Role;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Auto-configuration for the interceptor. The advisor is made with the first proxy, before most other beans, so
 * everything that needs a store is fetched with the first call instead.
 *
 * <p>Proxies are made by each context for its own beans, so a child context needs all of this again; it may share the
 * engines of its parent.
 */
@AutoConfiguration(after = IdempotencyAutoConfiguration.class)
@ConditionalOnIdempotencyEnabled
@Import(AutoProxyRegistrar.class)
public final class InterceptionAutoConfiguration {

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    @ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
    static OperationResolver idempotentOperationResolver(
            OperationDefaults defaults, ConfigurableListableBeanFactory beanFactory) {
        return new OperationResolver(defaults, beanFactory);
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    @ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
    static IdempotentAdvisor idempotentAdvisor(OperationResolver operations, ObjectProvider<CallAdapters> adapters) {
        return new IdempotentAdvisor(operations, new Lazy<>(adapters::getObject));
    }

    @Bean
    @ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
    SameTransactions idempotencySameTransactions(ConfigurableListableBeanFactory beanFactory, EngineRegistry engines) {
        return new SameTransactions(beanFactory, engines);
    }

    /** The door for every operation that has no other. */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    @ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
    BeanCallAdapter idempotentBeanCallAdapter(EngineRegistry engines, ValueCalls calls, SameTransactions transactions) {
        return new BeanCallAdapter(engines, calls, transactions);
    }

    @Bean
    @ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
    CallAdapters idempotentCallAdapters(ObjectProvider<CallAdapter> adapters) {
        return new CallAdapters(adapters.orderedStream().toList());
    }

    @Bean
    @ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
    StartupCheck idempotencyStartupCheck(
            ConfigurableListableBeanFactory beanFactory,
            OperationResolver operations,
            CallAdapters adapters,
            EngineRegistry engines) {
        return new StartupCheck(beanFactory, operations, adapters, engines);
    }
}
