package io.github.idempotency.spring.transaction;

import io.github.idempotency.spring.operation.IdempotentOperation;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.transaction.interceptor.BeanFactoryTransactionAttributeSourceAdvisor;

/** What Spring puts around methods with {@code @Transactional}. */
final class TransactionAdvice {

    private TransactionAdvice() {}

    /** Whether it is around this method, and of less than this order. */
    static boolean isBefore(int order, IdempotentOperation operation, ListableBeanFactory beanFactory) {
        return beanFactory
                .getBeansOfType(BeanFactoryTransactionAttributeSourceAdvisor.class, true, false)
                .values()
                .stream()
                .anyMatch(advisor -> advisor.getOrder() < order
                        && advisor.getPointcut().getClassFilter().matches(operation.targetClass())
                        && advisor.getPointcut()
                                .getMethodMatcher()
                                .matches(operation.method(), operation.targetClass()));
    }
}
