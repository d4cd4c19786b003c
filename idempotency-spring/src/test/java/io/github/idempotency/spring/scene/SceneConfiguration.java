package io.github.idempotency.spring.scene;

import io.github.idempotency.codec.ValueCodec;
import io.github.idempotency.engine.EngineRegistry;
import io.github.idempotency.engine.IdempotencyEngine;
import io.github.idempotency.spring.aop.BeanCallAdapter;
import io.github.idempotency.spring.aop.CallAdapter;
import io.github.idempotency.spring.aop.CallAdapters;
import io.github.idempotency.spring.aop.IdempotentAdvisor;
import io.github.idempotency.spring.aop.StartupCheck;
import io.github.idempotency.spring.observation.FallbackTimer;
import io.github.idempotency.spring.observation.MeteringListener;
import io.github.idempotency.spring.observation.ObservingCalls;
import io.github.idempotency.spring.operation.OperationDefaults;
import io.github.idempotency.spring.operation.OperationResolver;
import io.github.idempotency.spring.template.IdempotencyTemplate;
import io.github.idempotency.spring.transaction.SameTransactions;
import io.github.idempotency.spring.value.ValueCalls;
import io.github.idempotency.test.FlakyStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
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

/** Wires the module by hand, as the auto-configuration does. */
@Configuration(proxyBeanMethods = false)
class SceneConfiguration {

    @Bean
    FlakyStore store() {
        return new FlakyStore(Engines.memory());
    }

    @Bean
    MeterRegistry meters() {
        return new SimpleMeterRegistry();
    }

    @Bean
    Events events(MeterRegistry meters) {
        return new Events(new MeteringListener(meters, Duration.ofMinutes(5)));
    }

    @Bean(destroyMethod = "close")
    IdempotencyEngine engine(FlakyStore store, Events events, MeterRegistry meters) {
        return new IdempotencyEngine(
                store,
                Engines.SETTINGS,
                events,
                new ObservingCalls(ObservationRegistry.NOOP, null, null, new FallbackTimer(meters)));
    }

    @Bean
    EngineRegistry engines(IdempotencyEngine engine) {
        return new EngineRegistry(Map.of("memory", engine), engine);
    }

    @Bean
    ValueCalls valueCalls(ValueCodec codec) {
        return new ValueCalls(codec);
    }

    @Bean
    SameTransactions sameTransactions(ListableBeanFactory beanFactory, EngineRegistry engines) {
        return new SameTransactions(beanFactory, engines);
    }

    @Bean
    CallAdapters adapters(
            ObjectProvider<CallAdapter> others,
            EngineRegistry engines,
            ValueCalls calls,
            SameTransactions transactions) {
        List<CallAdapter> all = new java.util.ArrayList<>(others.orderedStream().toList());
        all.add(new BeanCallAdapter(engines, calls, transactions));
        return new CallAdapters(all);
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static OperationResolver operations(ConfigurableListableBeanFactory beanFactory) {
        return new OperationResolver(new OperationDefaults(Engines.POLICY, true, "shop"), beanFactory);
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static IdempotentAdvisor advisor(OperationResolver operations, ObjectProvider<CallAdapters> adapters) {
        return new IdempotentAdvisor(operations, adapters::getObject);
    }

    @Bean
    StartupCheck startupCheck(
            ConfigurableListableBeanFactory beanFactory,
            OperationResolver operations,
            CallAdapters adapters,
            EngineRegistry engines) {
        return new StartupCheck(beanFactory, operations, adapters, engines);
    }

    @Bean
    IdempotencyTemplate template(IdempotencyEngine engine, ValueCalls calls, SameTransactions transactions) {
        return new IdempotencyTemplate(engine, calls, "shop", Engines.POLICY, transactions);
    }
}
