package io.github.idempotency.autoconfigure;

import io.github.idempotency.codec.ValueCodec;
import io.github.idempotency.engine.EngineListener;
import io.github.idempotency.engine.EngineRegistry;
import io.github.idempotency.engine.EngineSettings;
import io.github.idempotency.engine.IdempotencyEngine;
import io.github.idempotency.spring.operation.OperationDefaults;
import io.github.idempotency.spring.template.IdempotencyTemplate;
import io.github.idempotency.spring.transaction.SameTransactions;
import io.github.idempotency.spring.value.ValueCalls;
import io.github.idempotency.store.IdempotencyStore;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Role;
import org.springframework.core.env.Environment;

/** Auto-configuration for the engine: settings, the store's choice, and the template. */
@AutoConfiguration
@ConditionalOnIdempotencyEnabled
@EnableConfigurationProperties(IdempotencyProperties.class)
public final class IdempotencyAutoConfiguration {

    /** Wanted by the advisor, so before post-processors are complete: nothing but the environment may be needed. */
    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    @ConditionalOnMissingBean
    static OperationDefaults idempotencyOperationDefaults(Environment environment) {
        return Settings.operations(environment);
    }

    @Bean
    @ConditionalOnMissingBean
    EngineSettings idempotencyEngineSettings(IdempotencyProperties properties) {
        return Settings.engine(properties);
    }

    @Bean
    @ConditionalOnMissingBean
    StoreChoice idempotencyStoreChoice(
            ConfigurableListableBeanFactory beanFactory,
            ObjectProvider<StoreCandidate> candidates,
            IdempotencyProperties properties) {
        return new StoreChoice(beanFactory, candidates.stream().toList(), properties.store());
    }

    @Bean(StoreChoice.CHOSEN_STORE)
    @Conditional(OnStoreNeeded.class)
    @ConditionalOnMissingBean({IdempotencyEngine.class, EngineRegistry.class})
    IdempotencyStore chosenIdempotencyStore(StoreChoice choice) {
        return choice.candidate().factory().get();
    }

    @Bean
    @ConditionalOnMissingBean
    EngineFactory idempotencyEngineFactory(
            ConfigurableApplicationContext context,
            EngineSettings settings,
            ObjectProvider<EngineListener> listeners,
            OperationDefaults defaults) {
        return new EngineFactory(
                context,
                settings,
                new ListenerChain(() -> listeners.orderedStream().toList()),
                defaults.namespace());
    }

    @Bean
    @ConditionalOnMissingBean({IdempotencyEngine.class, EngineRegistry.class})
    IdempotencyEngine idempotencyEngine(EngineFactory factory, StoreChoice choice) {
        return factory.create(choice.standard());
    }

    @Bean
    @ConditionalOnMissingBean
    EngineRegistry idempotencyEngineRegistry(IdempotencyEngine standard, EngineFactory factory, StoreChoice choice) {
        Map<String, IdempotencyEngine> engines = new LinkedHashMap<>();
        choice.stores()
                .forEach((name, store) ->
                        engines.put(name, store.equals(standard.store()) ? standard : factory.create(store)));
        engines.putIfAbsent(standard.store().traits().name(), standard);
        return new EngineRegistry(engines, standard);
    }

    @Bean
    @ConditionalOnMissingBean
    ValueCalls idempotencyValueCalls(ValueCodec codec) {
        return new ValueCalls(codec);
    }

    @Bean
    @ConditionalOnMissingBean
    IdempotencyTemplate idempotencyTemplate(
            EngineRegistry engines,
            ValueCalls calls,
            OperationDefaults defaults,
            ConfigurableListableBeanFactory beanFactory,
            ObjectProvider<SameTransactions> transactions) {
        return TemplateFactory.create(
                engines,
                calls,
                defaults,
                transactions.getIfAvailable(() -> new SameTransactions(beanFactory, engines)));
    }
}
