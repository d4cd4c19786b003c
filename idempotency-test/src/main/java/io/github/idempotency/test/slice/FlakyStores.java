package io.github.idempotency.test.slice;

import io.github.idempotency.store.IdempotencyStore;
import io.github.idempotency.test.StoreFaults;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.support.MergedBeanDefinitionPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;

/** Lets faults apply to every store. Of the kind that comes last, so that others see the store itself. */
final class FlakyStores implements MergedBeanDefinitionPostProcessor {

    private final ObjectProvider<StoreFaults> faults;

    FlakyStores(ObjectProvider<StoreFaults> faults) {
        this.faults = faults;
    }

    @Override
    public void postProcessMergedBeanDefinition(RootBeanDefinition definition, Class<?> type, String name) {
        // Definitions stay as they are.
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof IdempotencyStore store ? faults.getObject().wrap(store) : bean;
    }
}
