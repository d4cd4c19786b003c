package io.github.idempotency.autoconfigure.web;

import io.github.idempotency.spring.operation.IdempotentOperation;
import io.github.idempotency.spring.operation.OperationResolver;
import java.util.Arrays;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.stereotype.Controller;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/** Whether any controller method takes its key from its arguments, so that requests without the header count too. */
final class KeysElsewhere {

    private KeysElsewhere() {}

    /** Looks at the types of beans only: the filter is needed before most beans are made. */
    static boolean in(ConfigurableListableBeanFactory beanFactory, OperationResolver operations) {
        for (String name : beanFactory.getBeanDefinitionNames()) {
            Class<?> type = beanFactory.getType(name, false);
            if (type != null && isIn(ClassUtils.getUserClass(type), operations)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isIn(Class<?> type, OperationResolver operations) {
        return AnnotatedElementUtils.hasAnnotation(type, Controller.class)
                && OperationResolver.isCandidate(type)
                && Arrays.stream(ReflectionUtils.getUniqueDeclaredMethods(type)).anyMatch(method -> {
                    IdempotentOperation operation = operations.resolve(method, type);
                    return operation != null && operation.key() != null;
                });
    }
}
