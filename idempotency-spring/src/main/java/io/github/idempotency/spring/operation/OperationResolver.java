package io.github.idempotency.spring.operation;

import io.github.idempotency.engine.CallPolicy;
import io.github.idempotency.spring.Idempotent;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.beans.factory.config.EmbeddedValueResolver;
import org.springframework.core.MethodClassKey;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringValueResolver;

/** Reads annotations into operations, once per method. Thread-safe. */
public final class OperationResolver {

    private final OperationDefaults defaults;
    private final BeanFactory beanFactory;
    private final StringValueResolver placeholders;
    private final ConcurrentMap<MethodClassKey, Optional<IdempotentOperation>> operations = new ConcurrentHashMap<>();

    public OperationResolver(OperationDefaults defaults, ConfigurableBeanFactory beanFactory) {
        this.defaults = defaults;
        this.beanFactory = beanFactory;
        this.placeholders = new EmbeddedValueResolver(beanFactory);
    }

    /** Whether the class can hold protected methods at all; a quick check without reading its methods. */
    public static boolean isCandidate(Class<?> type) {
        return AnnotationUtils.isCandidateClass(type, Idempotent.class);
    }

    /**
     * The operation behind a method of a bean of the given class, or {@code null} if it is not protected.
     *
     * @throws OperationMistakeException if the annotation cannot be honoured as written
     */
    public @Nullable IdempotentOperation resolve(Method method, Class<?> targetClass) {
        MethodClassKey key = new MethodClassKey(method, targetClass);
        Optional<IdempotentOperation> known = operations.get(key);
        if (known == null) {
            known = Optional.ofNullable(read(method, targetClass));
            operations.put(key, known);
        }
        return known.orElse(null);
    }

    /** Every operation that was asked for so far; after the checks at start-up, all of this container's beans. */
    public List<IdempotentOperation> known() {
        return operations.values().stream().flatMap(Optional::stream).toList();
    }

    private @Nullable IdempotentOperation read(Method method, Class<?> targetClass) {
        if (method.getDeclaringClass() == Object.class) {
            return null;
        }
        Class<?> userClass = ClassUtils.getUserClass(targetClass);
        if (isGenerated(userClass)) {
            return readFromInterfaces(method, userClass);
        }
        Method specific = AopUtils.getMostSpecificMethod(method, userClass);
        Idempotent onMethod = AnnotationFinder.onMethod(specific, userClass);
        if (onMethod != null) {
            return operation(onMethod, true, specific, userClass);
        }
        Idempotent onType = AnnotationFinder.onType(specific, userClass);
        return onType == null ? null : operation(onType, false, specific, userClass);
    }

    /**
     * Whether the class is a lambda or a proxy by interfaces. Such a class has another name in every process and forgets
     * the names of parameters: what it stands for are its interfaces.
     */
    public static boolean isGenerated(Class<?> type) {
        return type.isHidden() || Proxy.isProxyClass(type);
    }

    private @Nullable IdempotentOperation readFromInterfaces(Method method, Class<?> generatedClass) {
        for (Class<?> type : AnnotationFinder.allInterfaces(generatedClass)) {
            Method declared = ClassUtils.getMethodIfAvailable(type, method.getName(), method.getParameterTypes());
            IdempotentOperation operation = declared == null ? null : read(declared, type);
            if (operation != null) {
                return operation;
            }
        }
        return null;
    }

    private IdempotentOperation operation(
            Idempotent annotation, boolean onMethod, Method method, Class<?> targetClass) {
        AnnotationReader reader = new AnnotationReader(method, targetClass, placeholders);
        String key = reader.text(annotation.key());
        String fingerprint = reader.text(annotation.fingerprint());
        return new IdempotentOperation(
                method,
                targetClass,
                onMethod,
                reader.operationName(annotation.operation()),
                defaults.namespace(),
                policy(annotation, reader, targetClass, method),
                annotation.required() && defaults.required(),
                key.isEmpty() ? null : ArgumentExpression.ofKey(key, method, targetClass, beanFactory),
                fingerprint.isEmpty()
                        ? null
                        : ArgumentExpression.ofFingerprint(fingerprint, method, targetClass, beanFactory),
                List.of(annotation.recordFailures()),
                reader.text(annotation.store()));
    }

    private CallPolicy policy(Idempotent annotation, AnnotationReader reader, Class<?> targetClass, Method method) {
        CallPolicy open = defaults.policy();
        Duration lease = reader.duration("lease", annotation.lease(), open.lease());
        Duration retention = reader.duration("retention", annotation.retention(), open.retention());
        Duration maxWait = reader.duration("maxWait", annotation.maxWait(), open.maxWait());
        try {
            return new CallPolicy(
                    lease,
                    retention,
                    reader.one("whenInProgress", annotation.whenInProgress(), open.whenInProgress()),
                    maxWait,
                    reader.one("whenAbandoned", annotation.whenAbandoned(), open.whenAbandoned()),
                    reader.one("whenStoreFails", annotation.whenStoreFails(), open.whenStoreFails()),
                    reader.one("whenFails", annotation.whenFails(), open.whenFails()),
                    reader.one("transaction", annotation.transaction(), open.transaction()));
        } catch (IllegalArgumentException e) {
            throw new OperationMistakeException(
                    IdempotentOperation.describe(method, targetClass), String.valueOf(e.getMessage()), "", e);
        }
    }
}
