package io.github.idempotency.spring.aot;

import io.github.idempotency.spring.operation.IdempotentOperation;
import io.github.idempotency.spring.operation.OperationResolver;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.aot.BeanRegistrationAotContribution;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.support.RegisteredBean;
import org.springframework.core.MethodIntrospector;
import org.springframework.util.ClassUtils;

/** Finds the protected methods of each bean, and has everything registered that is read of them by reflection. */
final class ProtectedBeanProcessor implements BeanRegistrationAotProcessor {

    @Override
    public @Nullable BeanRegistrationAotContribution processAheadOfTime(RegisteredBean bean) {
        Class<?> type = ClassUtils.getUserClass(bean.getBeanClass());
        if (!OperationResolver.isCandidate(type)) {
            return null;
        }
        OperationResolver resolver =
                bean.getBeanFactory().getBeanProvider(OperationResolver.class).getIfAvailable();
        List<IdempotentOperation> operations = resolver == null ? List.of() : operations(type, resolver);
        return operations.isEmpty()
                ? null
                : (context, code) ->
                        operations.forEach(operation -> OperationHints.register(operation, context.getRuntimeHints()));
    }

    private static List<IdempotentOperation> operations(Class<?> type, OperationResolver resolver) {
        return MethodIntrospector.selectMethods(type, (Method method) -> !method.isSynthetic()).stream()
                .map(method -> resolver.resolve(method, type))
                .filter(Objects::nonNull)
                .toList();
    }
}
