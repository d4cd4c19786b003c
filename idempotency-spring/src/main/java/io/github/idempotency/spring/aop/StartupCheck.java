package io.github.idempotency.spring.aop;

import io.github.idempotency.engine.EngineRegistry;
import io.github.idempotency.spring.operation.IdempotentOperation;
import io.github.idempotency.spring.operation.OperationMistakeException;
import io.github.idempotency.spring.operation.OperationResolver;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.util.ClassUtils;

/** Looks at every bean once it is known, so that a mistake stops the start and not the first payment. */
public final class StartupCheck implements SmartInitializingSingleton {

    private static final Logger log = LoggerFactory.getLogger(StartupCheck.class);

    private final ConfigurableListableBeanFactory beanFactory;
    private final OperationResolver operations;
    private final CallAdapters adapters;
    private final EngineRegistry engines;
    private final ProxyCheck proxies;

    public StartupCheck(
            ConfigurableListableBeanFactory beanFactory,
            OperationResolver operations,
            CallAdapters adapters,
            EngineRegistry engines) {
        this.beanFactory = beanFactory;
        this.operations = operations;
        this.adapters = adapters;
        this.engines = engines;
        this.proxies = new ProxyCheck(beanFactory);
    }

    @Override
    public void afterSingletonsInstantiated() {
        Map<Class<?>, Boolean> known = new HashMap<>();
        for (String name : beanFactory.getBeanDefinitionNames()) {
            for (Class<?> type : typesToCheck(name)) {
                boolean protects = known.computeIfAbsent(type, this::checkClass);
                if (protects) {
                    proxies.check(name, type);
                }
            }
        }
    }

    private Collection<Class<?>> typesToCheck(String beanName) {
        Class<?> type = typeOf(beanName);
        if (type == null || !OperationResolver.isCandidate(type)) {
            return List.of();
        }
        return OperationResolver.isGenerated(type) ? ClassUtils.getAllInterfacesForClassAsSet(type) : List.of(type);
    }

    /** A bean nobody uses may refer to classes that are not there; that is not this check's business. */
    private @Nullable Class<?> typeOf(String beanName) {
        try {
            Class<?> type = AutoProxyUtils.determineTargetClass(beanFactory, beanName);
            return type == null ? null : ClassUtils.getUserClass(type);
        } catch (RuntimeException | LinkageError e) {
            log.debug("The class of the bean '{}' cannot be told, so it is not checked", beanName, e);
            return null;
        }
    }

    /** @return whether the class has protected methods */
    private boolean checkClass(Class<?> type) {
        boolean protects = false;
        for (Method method : methodsOf(type)) {
            IdempotentOperation operation = operations.resolve(method, type);
            if (operation != null && operation.method().equals(method)) {
                checkOperation(operation, type);
                protects = true;
            }
        }
        return protects;
    }

    private static Set<Method> methodsOf(Class<?> type) {
        try {
            return MethodIntrospector.selectMethods(type, (Method method) -> !method.isSynthetic());
        } catch (IllegalStateException | LinkageError e) {
            log.debug("{} refers to classes that are not there, so it is not checked", type, e);
            return Set.of();
        }
    }

    private void checkOperation(IdempotentOperation operation, Class<?> type) {
        checkInterceptable(operation.method(), type);
        checkStore(operation);
        adapters.of(operation).check(operation);
    }

    private void checkInterceptable(Method method, Class<?> type) {
        String obstacle = type.isInterface() ? "" : obstacle(method, type);
        if (!obstacle.isEmpty()) {
            throw new OperationMistakeException(
                    method,
                    type,
                    "the method is " + obstacle + ", so no proxy can intercept it and it would run unprotected.",
                    "Make it an overridable method of a class that is not final.");
        }
    }

    private String obstacle(Method method, Class<?> type) {
        int modifiers = method.getModifiers();
        if (Modifier.isPrivate(modifiers)) {
            return "private";
        }
        if (Modifier.isStatic(modifiers)) {
            return "static";
        }
        if (proxies.proxiesBySubclass(type)) {
            return Modifier.isFinal(modifiers)
                    ? "final"
                    : Modifier.isFinal(type.getModifiers()) ? "in a final class" : "";
        }
        return "";
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
