package io.github.idempotency.autoconfigure.store.jdbc;

import io.github.idempotency.store.IdempotencyStore;
import java.util.Set;
import org.springframework.boot.sql.init.dependency.AbstractBeansOfTypeDependsOnDatabaseInitializationDetector;

/** Lets stores wait until Flyway, Liquibase, scripts or our own initializer have created their table. */
final class StoresNeedSchema extends AbstractBeansOfTypeDependsOnDatabaseInitializationDetector {

    @Override
    protected Set<Class<?>> getDependsOnDatabaseInitializationBeanTypes() {
        return Set.of(IdempotencyStore.class);
    }
}
