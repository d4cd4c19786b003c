package io.github.idempotency.spring.transaction;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.Advisor;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.beans.factory.config.EmbeddedValueResolver;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionManager;
import org.springframework.transaction.annotation.AnnotationTransactionAttributeSource;
import org.springframework.transaction.config.TransactionManagementConfigUtils;
import org.springframework.transaction.interceptor.DefaultTransactionAttribute;
import org.springframework.transaction.interceptor.TransactionAspectSupport;
import org.springframework.transaction.interceptor.TransactionAttribute;
import org.springframework.transaction.interceptor.TransactionAttributeSource;
import org.springframework.util.ReflectionUtils;

/**
 * What the {@code @Transactional} of a method does in this application, found the way Spring does it. The work is done
 * by Spring's own code, for a call that began in one transaction and wrote in another would be recorded and not done.
 */
final class DeclaredTransactions {

    private final ListableBeanFactory beanFactory;
    private final @Nullable TransactionAspectSupport aspect;

    DeclaredTransactions(ListableBeanFactory beanFactory) {
        this.beanFactory = beanFactory;
        this.aspect = aspect(beanFactory);
    }

    /** The rules of the method's transactions, or {@code null} if it declares none. */
    @Nullable
    TransactionAttribute of(Method method, @Nullable Class<?> targetClass) {
        return source().getTransactionAttribute(method, targetClass);
    }

    /**
     * The manager of a transaction with such rules.
     *
     * @param rules or {@code null} for the manager that a {@code @Transactional} without attributes would use
     * @throws org.springframework.beans.factory.NoSuchBeanDefinitionException if there is none, or no only one
     */
    @Nullable
    TransactionManager managerOf(@Nullable TransactionAttribute rules, @Nullable Class<?> targetClass) {
        Choice choice = new Choice(beanFactory);
        if (aspect != null) {
            choice.setTransactionManager(aspect.getTransactionManager());
            choice.setTransactionManagerBeanName(managerName(aspect));
        }
        if (rules == null && choice.getTransactionManager() == null) {
            // Without @Transactional nobody chooses between this one and a reactive manager beside it.
            choice.setTransactionManager(beanFactory
                    .getBeanProvider(PlatformTransactionManager.class)
                    .getIfUnique());
        }
        return choice.determineTransactionManager(
                rules == null ? new DefaultTransactionAttribute() : rules, targetClass);
    }

    private TransactionAttributeSource source() {
        TransactionAttributeSource used = aspect == null
                ? beanFactory.getBeanProvider(TransactionAttributeSource.class).getIfUnique()
                : aspect.getTransactionAttributeSource();
        if (used != null) {
            return used;
        }
        AnnotationTransactionAttributeSource source = new AnnotationTransactionAttributeSource(false);
        if (beanFactory instanceof ConfigurableBeanFactory configurable) {
            source.setEmbeddedValueResolver(new EmbeddedValueResolver(configurable));
        }
        return source;
    }

    /** That of the annotations, where an application has further ones for methods it matches by name. */
    private static @Nullable TransactionAspectSupport aspect(ListableBeanFactory beanFactory) {
        String name = TransactionManagementConfigUtils.TRANSACTION_ADVISOR_BEAN_NAME;
        return beanFactory.containsBean(name)
                        && beanFactory.getBean(name) instanceof Advisor advisor
                        && advisor.getAdvice() instanceof TransactionAspectSupport interceptor
                ? interceptor
                : beanFactory.getBeanProvider(TransactionAspectSupport.class).getIfUnique();
    }

    /** Set where transactions are configured by XML; open to subclasses only. */
    private static @Nullable String managerName(TransactionAspectSupport aspect) {
        Method getter = ReflectionUtils.findMethod(TransactionAspectSupport.class, "getTransactionManagerBeanName");
        if (getter == null) {
            return null;
        }
        ReflectionUtils.makeAccessible(getter);
        return (String) ReflectionUtils.invokeMethod(getter, aspect);
    }

    /** Opens Spring's choice of a manager to this class. */
    private static final class Choice extends TransactionAspectSupport {

        Choice(ListableBeanFactory beanFactory) {
            setBeanFactory(beanFactory);
        }

        @Override
        protected @Nullable TransactionManager determineTransactionManager(
                @Nullable TransactionAttribute rules, @Nullable Class<?> targetClass) {
            return super.determineTransactionManager(rules, targetClass);
        }
    }
}
