package io.github.idempotency.spring.transaction;

import io.github.idempotency.store.IdempotencyStore;
import io.github.idempotency.store.TransactionalStore;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.beans.BeansException;
import org.springframework.beans.PropertyAccessor;
import org.springframework.beans.PropertyAccessorFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.beans.factory.config.EmbeddedValueResolver;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.AnnotationTransactionAttributeSource;
import org.springframework.transaction.interceptor.TransactionAttribute;
import org.springframework.util.StringUtils;

/** Chooses manager and definition; everything that does not fit is an {@link IllegalArgumentException} that names the fix. */
final class TransactionPlanner {

    private static final String DATA_SOURCE = "dataSource";

    private final ListableBeanFactory beanFactory;

    TransactionPlanner(ListableBeanFactory beanFactory) {
        this.beanFactory = beanFactory;
    }

    TransactionPlan plan(IdempotencyStore store, @Nullable Method method, @Nullable Class<?> targetClass) {
        if (!(store instanceof TransactionalStore transactional)) {
            throw new IllegalArgumentException("transaction = SAME needs a store in the database of the writes, and the"
                    + " store '" + store.traits().name() + "' cannot take part in a transaction. Use the store 'jdbc',"
                    + " or SEPARATE.");
        }
        TransactionAttribute attribute = method == null ? null : attribute(method, targetClass);
        if (attribute != null) {
            check(attribute);
        }
        PlatformTransactionManager manager = manager(attribute == null ? null : attribute.getQualifier());
        checkManages(manager, transactional);
        return new TransactionPlan(manager, attribute);
    }

    private @Nullable TransactionAttribute attribute(Method method, @Nullable Class<?> targetClass) {
        AnnotationTransactionAttributeSource source = new AnnotationTransactionAttributeSource(false);
        if (beanFactory instanceof ConfigurableBeanFactory configurable) {
            source.setEmbeddedValueResolver(new EmbeddedValueResolver(configurable));
        }
        return source.getTransactionAttribute(method, targetClass);
    }

    private static void check(TransactionAttribute attribute) {
        if (attribute.isReadOnly()) {
            throw new IllegalArgumentException("transaction = SAME writes its record in the method's transaction, which"
                    + " @Transactional(readOnly = true) forbids. Remove readOnly, or use SEPARATE.");
        }
        switch (attribute.getPropagationBehavior()) {
            case TransactionDefinition.PROPAGATION_REQUIRES_NEW,
                    TransactionDefinition.PROPAGATION_NOT_SUPPORTED,
                    TransactionDefinition.PROPAGATION_NEVER ->
                throw new IllegalArgumentException(
                        "transaction = SAME opens or joins the transaction the method runs in,"
                                + " and the propagation of its @Transactional leaves that one. Use REQUIRED, or SEPARATE.");
            default -> {}
        }
    }

    private PlatformTransactionManager manager(@Nullable String qualifier) {
        try {
            return StringUtils.hasText(qualifier)
                    ? BeanFactoryAnnotationUtils.qualifiedBeanOfType(
                            beanFactory, PlatformTransactionManager.class, qualifier)
                    : beanFactory.getBean(PlatformTransactionManager.class);
        } catch (NoUniqueBeanDefinitionException e) {
            String names = Arrays.toString(beanFactory.getBeanNamesForType(PlatformTransactionManager.class));
            throw new IllegalArgumentException(
                    "transaction = SAME needs one transaction manager, and there are several: " + names
                            + ". Mark one as @Primary, or name it on the method with @Transactional(\"…\").",
                    e);
        } catch (NoSuchBeanDefinitionException e) {
            throw new IllegalArgumentException(
                    "transaction = SAME needs a PlatformTransactionManager bean"
                            + (StringUtils.hasText(qualifier) ? " named '" + qualifier + "'" : "")
                            + ", and there is none. Define one for the DataSource of the store, or use SEPARATE.",
                    e);
        }
    }

    /** Of the managers there are, those of plain JDBC, JPA and Hibernate say so by the same property. */
    @SuppressWarnings("ReferenceEquality") // connections are bound to a thread by this very object
    private static void checkManages(PlatformTransactionManager manager, TransactionalStore store) {
        Object target = AopProxyUtils.getSingletonTarget(manager);
        Object dataSource = dataSource(target == null ? manager : target);
        if (dataSource == null) {
            throw new IllegalArgumentException("transaction = SAME needs a transaction manager of one DataSource, and "
                    + manager.getClass().getName() + " does not name any. Use a JdbcTransactionManager or"
                    + " JpaTransactionManager for the DataSource of the store, or SEPARATE.");
        }
        if (dataSource != store.resource()) {
            throw new IllegalArgumentException("transaction = SAME needs a transaction manager of the DataSource that"
                    + " keeps the records, and " + manager.getClass().getName() + " manages another one ("
                    + dataSource.getClass().getName() + "). Give both the same DataSource bean, or use SEPARATE.");
        }
    }

    private static @Nullable Object dataSource(Object manager) {
        try {
            PropertyAccessor properties = PropertyAccessorFactory.forBeanPropertyAccess(manager);
            return properties.isReadableProperty(DATA_SOURCE) ? properties.getPropertyValue(DATA_SOURCE) : null;
        } catch (BeansException e) {
            return null;
        }
    }
}
