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
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionManager;
import org.springframework.transaction.interceptor.TransactionAttribute;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.util.ClassUtils;
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
        DeclaredTransactions declared = new DeclaredTransactions(beanFactory);
        TransactionAttribute rules = method == null ? null : declared.of(method, targetClass);
        PlatformTransactionManager manager = manager(declared, rules, targetClass);
        Object target = AopProxyUtils.getSingletonTarget(manager);
        Object itself = target == null ? manager : target;
        if (rules != null) {
            check(rules, itself);
        }
        checkManages(itself, transactional);
        return new TransactionPlan(
                manager,
                OpenTransactions.of(itself),
                rules,
                method == null ? null : ClassUtils.getQualifiedMethodName(method, targetClass));
    }

    private static void check(TransactionAttribute rules, Object manager) {
        if (rules.isReadOnly()) {
            throw new IllegalArgumentException("transaction = SAME writes its record in the method's transaction, which"
                    + " @Transactional(readOnly = true) forbids. Remove readOnly, or use SEPARATE.");
        }
        switch (rules.getPropagationBehavior()) {
            case TransactionDefinition.PROPAGATION_REQUIRES_NEW,
                    TransactionDefinition.PROPAGATION_NOT_SUPPORTED,
                    TransactionDefinition.PROPAGATION_NEVER ->
                throw new IllegalArgumentException(
                        "transaction = SAME opens or joins the transaction the method runs in,"
                                + " and the propagation of its @Transactional leaves that one. Use REQUIRED, or SEPARATE.");
            case TransactionDefinition.PROPAGATION_NESTED -> checkNests(manager);
            default -> {}
        }
    }

    /** There is always a transaction for the method to nest in, so it would fail in every call. */
    private static void checkNests(Object manager) {
        if (manager instanceof AbstractPlatformTransactionManager nesting && !nesting.isNestedTransactionAllowed()) {
            throw new IllegalArgumentException(
                    "transaction = SAME opens or joins a transaction around the method, and the propagation NESTED of its"
                            + " @Transactional needs a savepoint in there, which "
                            + manager.getClass().getName()
                            + " does not allow. Use REQUIRED, or SEPARATE.");
        }
    }

    private PlatformTransactionManager manager(
            DeclaredTransactions declared, @Nullable TransactionAttribute rules, @Nullable Class<?> targetClass) {
        TransactionManager manager;
        try {
            manager = declared.managerOf(rules, targetClass);
        } catch (NoUniqueBeanDefinitionException e) {
            String names = Arrays.toString(beanFactory.getBeanNamesForType(TransactionManager.class));
            throw new IllegalArgumentException(
                    "transaction = SAME needs one transaction manager, and there are several: " + names
                            + ". Mark one as @Primary, or name it on the method with @Transactional(\"…\").",
                    e);
        } catch (NoSuchBeanDefinitionException e) {
            String name = rules == null ? null : rules.getQualifier();
            throw new IllegalArgumentException(
                    "transaction = SAME needs a PlatformTransactionManager bean"
                            + (StringUtils.hasText(name) ? " named '" + name + "'" : "")
                            + ", and there is none. Define one for the DataSource of the store, or use SEPARATE.",
                    e);
        }
        if (manager instanceof PlatformTransactionManager platform) {
            return platform;
        }
        throw new IllegalArgumentException(
                "transaction = SAME needs a PlatformTransactionManager, and the one its method"
                        + " would use is a "
                        + (manager == null ? null : manager.getClass().getName())
                        + ". Name one for the DataSource of the store on the method with @Transactional(\"…\"), or use"
                        + " SEPARATE.");
    }

    /** Of the managers there are, those of plain JDBC, JPA and Hibernate say so by the same property. */
    @SuppressWarnings("ReferenceEquality") // connections are bound to a thread by this very object
    private static void checkManages(Object manager, TransactionalStore store) {
        Object dataSource = dataSource(manager);
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
