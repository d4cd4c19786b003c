package io.github.idempotency.autoconfigure.actuator;

import io.github.idempotency.autoconfigure.ConditionalOnIdempotencyEnabled;
import io.github.idempotency.autoconfigure.IdempotencyAutoConfiguration;
import io.github.idempotency.engine.EngineRegistry;
import io.github.idempotency.engine.EngineSettings;
import io.github.idempotency.spring.aop.BeanCallAdapter;
import io.github.idempotency.spring.aop.BeanDoor;
import io.github.idempotency.spring.operation.OperationDefaults;
import io.github.idempotency.spring.operator.CallTally;
import io.github.idempotency.spring.operator.InspectedStores;
import io.github.idempotency.spring.operator.OperatorDoor;
import io.github.idempotency.spring.operator.RecordOffice;
import io.github.idempotency.spring.template.IdempotencyTemplate;
import io.github.idempotency.spring.template.TemplateDoor;
import io.github.idempotency.spring.value.ValueCalls;
import java.util.OptionalDouble;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;

/** Auto-configuration for the actuator endpoint, and what it counts by; nothing of it is there unless it is exposed. */
@AutoConfiguration(
        after = IdempotencyAutoConfiguration.class,
        afterName = {
            "io.github.idempotency.autoconfigure.aop.InterceptionAutoConfiguration",
            "io.github.idempotency.autoconfigure.metrics.IdempotencyMetricsAutoConfiguration",
            "io.github.idempotency.autoconfigure.web.IdempotencyWebAutoConfiguration"
        })
@ConditionalOnIdempotencyEnabled
@ConditionalOnClass({Endpoint.class, ConditionalOnAvailableEndpoint.class})
@ConditionalOnAvailableEndpoint(IdempotencyEndpoint.class)
@Import({HttpDoorConfiguration.class, DuplicateRateConfiguration.class})
public final class IdempotencyEndpointAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    CallTally idempotencyCallTally() {
        return new CallTally();
    }

    @Bean
    @Order(1)
    @ConditionalOnBean(BeanCallAdapter.class)
    @ConditionalOnMissingBean
    BeanDoor idempotencyBeanDoor(BeanCallAdapter adapter, ValueCalls calls, OperationDefaults defaults) {
        return new BeanDoor(adapter, calls, defaults);
    }

    @Bean
    @Order(2)
    @ConditionalOnBean(IdempotencyTemplate.class)
    @ConditionalOnMissingBean
    TemplateDoor idempotencyTemplateDoor(ObjectProvider<IdempotencyTemplate> templates, EngineRegistry engines) {
        return new TemplateDoor(templates.orderedStream().toList(), engines);
    }

    @Bean
    @ConditionalOnMissingBean
    InspectedStores idempotencyInspectedStores(EngineRegistry engines) {
        return new InspectedStores(engines);
    }

    @Bean
    @ConditionalOnMissingBean
    RecordOffice idempotencyRecordOffice(
            InspectedStores stores, ObjectProvider<OperatorDoor> doors, OperationDefaults defaults) {
        return new RecordOffice(stores, () -> doors.orderedStream().toList(), defaults);
    }

    @Bean
    @ConditionalOnMissingBean
    IdempotencyEndpoint idempotencyEndpoint(
            RecordOffice office,
            InspectedStores stores,
            ObjectProvider<OperatorDoor> doors,
            OperationDefaults defaults,
            EngineSettings settings,
            CallTally tally,
            ObjectProvider<DuplicateRateSource> duplicateRate) {
        return new IdempotencyEndpoint(
                office,
                new Overview(
                        stores,
                        () -> doors.orderedStream().toList(),
                        defaults,
                        settings,
                        tally,
                        duplicateRate.getIfAvailable(() -> OptionalDouble::empty)));
    }
}
