package io.github.idempotency.spring.aop;

import io.github.idempotency.engine.EngineRegistry;
import io.github.idempotency.spring.operation.IdempotentOperation;
import io.github.idempotency.spring.operation.OperationMistakeException;
import io.github.idempotency.spring.operation.OperationResolver;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.LinkedHashSet;
import java.util.Set;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/** Looks at every bean once it is known, so that a mistake stops the start and not the first payment. */
public final class StartupCheck implements SmartInitializingSingleton {

    private final ConfigurableListableBeanFactory beanFactory;
    private final OperationResolver operations;
    private final CallAdapters adapters;
    private final EngineRegistry engines;

    public StartupCheck(
            ConfigurableListableBeanFactory beanFactory,
            OperationResolver operations,
            CallAdapters adapters,
            EngineRegistry engines) {
        this.beanFactory = beanFactory;
        this.operations = operations;
        this.adapters = adapters;
        this.engines = engines;
    }

    @Override
    public void afterSingletonsInstantiated() {
        Set<Class<?>> seen = new LinkedHashSet<>();
        for (String name : beanFactory.getBeanDefinitionNames()) {
            Class<?> type = AutoProxyUtils.determineTargetClass(beanFactory, name);
            if (type != null) {
                seen.add(ClassUtils.getUserClass(type));
            }
        }
        seen.stream().filter(OperationResolver::isCandidate).forEach(this::checkClass);
    }

    private void checkClass(Class<?> type) {
        ReflectionUtils.doWithMethods(
                type, method -> checkMethod(method, type), method -> !method.isBridge() && !method.isSynthetic());
    }

    private void checkMethod(Method method, Class<?> type) {
        IdempotentOperation operation = operations.resolve(method, type);
        if (operation == null || !operation.method().equals(method)) {
            return;
        }
        checkInterceptable(method, type);
        checkStore(operation);
        adapters.of(operation).check(operation);
    }

    private static void checkInterceptable(Method method, Class<?> type) {
        int modifiers = method.getModifiers();
        String obstacle = Modifier.isPrivate(modifiers)
                ? "private"
                : Modifier.isStatic(modifiers)
                        ? "static"
                        : Modifier.isFinal(modifiers)
                                ? "final"
                                : Modifier.isFinal(type.getModifiers()) ? "in a final class" : "";
        if (!obstacle.isEmpty() && !type.isInterface()) {
            throw new OperationMistakeException(
                    method,
                    type,
                    "the method is " + obstacle + ", so no proxy can intercept it and it would run unprotected.",
                    "Make it an overridable method of a class that is not final.");
        }
    }

    private void checkStore(IdempotentOperation operation) {
        try {
            engines.forStore(operation.store());
        } catch (IllegalArgumentException e) {
            throw new OperationMistakeException(
                    operation.describe(), String.valueOf(e.getMessage()), "Name one of these, or define it.", e);
        }
    }
}
