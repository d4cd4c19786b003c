package io.github.idempotency.spring.operation;

import io.github.idempotency.spring.Idempotent;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.stereotype.Controller;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Finds the annotation that holds for a method: on the method or one it overrides or implements, else on the class that
 * declares it, else on an interface it implements a method of.
 */
final class AnnotationFinder {

    private AnnotationFinder() {}

    /** The annotation on the method itself or on one it overrides or implements. */
    static @Nullable Idempotent onMethod(Method method, Class<?> targetClass) {
        Idempotent inHierarchy = AnnotatedElementUtils.findMergedAnnotation(method, Idempotent.class);
        return inHierarchy == null && canImplement(method) ? onInterfaceUnknownTo(method, targetClass) : inHierarchy;
    }

    /** An annotated class covers the methods it declares, an annotated interface those that implement its own. */
    static @Nullable Idempotent onType(Method method, Class<?> targetClass) {
        if (isOfEveryObject(method) || !(canImplement(method) || mayHandleRequests(method, targetClass))) {
            return null;
        }
        Idempotent onClass = synthesized(method.getDeclaringClass());
        if (onClass != null || !canImplement(method)) {
            return onClass;
        }
        for (Class<?> type : allInterfaces(targetClass)) {
            Idempotent onInterface = synthesized(type);
            if (onInterface != null && declares(type.getMethods(), method, targetClass)) {
                return onInterface;
            }
        }
        return null;
    }

    /** All interfaces of a class, those that other interfaces extend included. */
    static Collection<Class<?>> allInterfaces(Class<?> type) {
        Set<Class<?>> all = new LinkedHashSet<>();
        for (Class<?> direct : ClassUtils.getAllInterfacesForClassAsSet(type)) {
            addWithSuperInterfaces(direct, all);
        }
        return all;
    }

    private static void addWithSuperInterfaces(Class<?> type, Set<Class<?>> all) {
        if (all.add(type)) {
            for (Class<?> superInterface : type.getInterfaces()) {
                addWithSuperInterfaces(superInterface, all);
            }
        }
    }

    private static boolean canImplement(Method method) {
        return Modifier.isPublic(method.getModifiers())
                && !Modifier.isStatic(method.getModifiers())
                && !method.isSynthetic();
    }

    /** Handlers of requests need not be public, and one that is left out would run unprotected. */
    private static boolean mayHandleRequests(Method method, Class<?> targetClass) {
        return !Modifier.isPrivate(method.getModifiers())
                && !Modifier.isStatic(method.getModifiers())
                && !method.isSynthetic()
                && AnnotatedElementUtils.hasAnnotation(targetClass, Controller.class);
    }

    /** What every object has is no operation: an annotated class may still be printed, compared and kept in sets. */
    private static boolean isOfEveryObject(Method method) {
        return ReflectionUtils.isToStringMethod(method)
                || ReflectionUtils.isEqualsMethod(method)
                || ReflectionUtils.isHashCodeMethod(method);
    }

    /** A method inherited from a class that knows nothing of the interface may still be what implements it. */
    private static @Nullable Idempotent onInterfaceUnknownTo(Method method, Class<?> targetClass) {
        for (Class<?> type : allInterfaces(targetClass)) {
            if (type.isAssignableFrom(method.getDeclaringClass())) {
                continue;
            }
            for (Method declared : type.getDeclaredMethods()) {
                Idempotent found = isImplementedBy(method, declared, targetClass)
                        ? AnnotatedElementUtils.findMergedAnnotation(declared, Idempotent.class)
                        : null;
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    private static boolean declares(Method[] declarations, Method method, Class<?> targetClass) {
        return Arrays.stream(declarations).anyMatch(declared -> isImplementedBy(method, declared, targetClass));
    }

    private static boolean isImplementedBy(Method method, Method declared, Class<?> targetClass) {
        return declared.getName().equals(method.getName())
                && declared.getParameterCount() == method.getParameterCount()
                && AopUtils.getMostSpecificMethod(declared, targetClass).equals(method);
    }

    private static @Nullable Idempotent synthesized(Class<?> type) {
        return MergedAnnotations.from(type, MergedAnnotations.SearchStrategy.SUPERCLASS)
                .get(Idempotent.class)
                .synthesize(MergedAnnotation::isPresent)
                .orElse(null);
    }
}
