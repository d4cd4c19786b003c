package io.github.idempotency.spring.operation;

import io.github.idempotency.engine.CallPolicy;
import io.github.idempotency.spring.Idempotent;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.EmbeddedValueResolver;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.core.MethodClassKey;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
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

    private @Nullable IdempotentOperation read(Method method, Class<?> targetClass) {
        if (method.getDeclaringClass() == Object.class) {
            return null;
        }
        Class<?> userClass = ClassUtils.getUserClass(targetClass);
        Method specific = AopUtils.getMostSpecificMethod(method, userClass);
        Idempotent onMethod = findOnMethod(specific, method);
        if (onMethod != null) {
            return operation(onMethod, true, specific, userClass);
        }
        Idempotent onType = isCoveredByType(specific) ? findOnType(specific, userClass) : null;
        return onType == null ? null : operation(onType, false, specific, userClass);
    }

    private static boolean isCoveredByType(Method method) {
        return Modifier.isPublic(method.getModifiers())
                && !Modifier.isStatic(method.getModifiers())
                && !method.isSynthetic();
    }

    private static @Nullable Idempotent findOnMethod(Method specific, Method declared) {
        Idempotent onMethod = AnnotatedElementUtils.findMergedAnnotation(specific, Idempotent.class);
        if (onMethod == null && !specific.equals(declared)) {
            onMethod = AnnotatedElementUtils.findMergedAnnotation(declared, Idempotent.class);
        }
        return onMethod;
    }

    /** An annotated class covers the methods it declares, an annotated interface those that implement its own. */
    private static @Nullable Idempotent findOnType(Method method, Class<?> targetClass) {
        Idempotent onClass = synthesized(method.getDeclaringClass());
        if (onClass != null) {
            return onClass;
        }
        for (Class<?> type : ClassUtils.getAllInterfacesForClassAsSet(targetClass)) {
            Idempotent onInterface = synthesized(type);
            if (onInterface != null && ClassUtils.hasMethod(type, method.getName(), method.getParameterTypes())) {
                return onInterface;
            }
        }
        return null;
    }

    private static @Nullable Idempotent synthesized(Class<?> type) {
        return MergedAnnotations.from(type, MergedAnnotations.SearchStrategy.SUPERCLASS)
                .get(Idempotent.class)
                .synthesize(MergedAnnotation::isPresent)
                .orElse(null);
    }

    private IdempotentOperation operation(
            Idempotent annotation, boolean onMethod, Method method, Class<?> targetClass) {
        AnnotationReader reader = new AnnotationReader(method, targetClass, placeholders);
        return new IdempotentOperation(
                method,
                targetClass,
                onMethod,
                reader.operationName(annotation.operation()),
                defaults.namespace(),
                policy(annotation, reader, targetClass, method),
                annotation.required() && defaults.required(),
                expression(annotation.key(), reader, method, targetClass),
                expression(annotation.fingerprint(), reader, method, targetClass),
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
                    reader.one("whenFails", annotation.whenFails(), open.whenFails()));
        } catch (IllegalArgumentException e) {
            throw new OperationMistakeException(
                    IdempotentOperation.describe(method, targetClass), String.valueOf(e.getMessage()), "", e);
        }
    }

    private @Nullable ArgumentExpression expression(
            String attribute, AnnotationReader reader, Method method, Class<?> targetClass) {
        String text = reader.text(attribute);
        return text.isEmpty() ? null : new ArgumentExpression(text, method, targetClass, beanFactory);
    }
}
