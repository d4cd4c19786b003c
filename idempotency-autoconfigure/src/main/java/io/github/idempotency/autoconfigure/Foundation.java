package io.github.idempotency.autoconfigure;

import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;

/** Finds the one bean a store stands on. */
public final class Foundation {

    private Foundation() {}

    /**
     * The bean of this type, or the primary one.
     *
     * @param store the store's name, for the message
     * @throws StoreSetupException if there are several and none is primary
     */
    public static <T> T of(ListableBeanFactory beanFactory, Class<T> type, String store) {
        try {
            return beanFactory.getBean(type);
        } catch (NoUniqueBeanDefinitionException e) {
            String names = String.join(
                    ", ", BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beanFactory, type, true, false));
            throw new StoreSetupException(
                    "The idempotency store '" + store + "' needs one " + type.getSimpleName() + " bean, and there are"
                            + " several (" + names + ").",
                    "Mark the one that is to keep the keys as @Primary, or define the IdempotencyStore bean yourself.");
        }
    }
}
