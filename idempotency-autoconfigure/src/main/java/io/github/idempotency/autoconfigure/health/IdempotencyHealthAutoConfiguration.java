package io.github.idempotency.autoconfigure.health;

import io.github.idempotency.autoconfigure.ConditionalOnIdempotencyEnabled;
import io.github.idempotency.autoconfigure.IdempotencyAutoConfiguration;
import io.github.idempotency.engine.EngineRegistry;
import io.github.idempotency.engine.EngineSettings;
import io.github.idempotency.spring.health.StorePulses;
import io.github.idempotency.spring.health.StoresHealth;
import io.github.idempotency.spring.operation.OperationDefaults;
import io.github.idempotency.spring.operation.OperationResolver;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Import;

/**
 * Auto-configuration for the health of the stores. What shows it is a class of its own for each generation of Spring Boot;
 * the one for 3.5 is in another module, because it has to be compiled against that.
 */
@AutoConfiguration(after = IdempotencyAutoConfiguration.class)
@ConditionalOnIdempotencyEnabled
@Conditional(OnHealthShown.class)
@Import(IndicatorConfiguration.class)
public final class IdempotencyHealthAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    StorePulses idempotencyStorePulses() {
        return new StorePulses();
    }

    @Bean
    @ConditionalOnMissingBean
    StoresHealth idempotencyStoresHealth(
            EngineRegistry engines,
            EngineSettings settings,
            OperationDefaults defaults,
            ObjectProvider<OperationResolver> operations,
            StorePulses pulses) {
        return new StoresHealth(
                engines,
                () -> operations.stream()
                        .map(OperationResolver::known)
                        .flatMap(List::stream)
                        .toList(),
                defaults.policy().whenStoreFails(),
                pulses,
                settings.storeTimeout());
    }
}
