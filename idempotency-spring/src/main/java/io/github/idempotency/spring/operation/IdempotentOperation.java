package io.github.idempotency.spring.operation;

import io.github.idempotency.engine.CallPolicy;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/**
 * A protected method and everything known about it before it is called. Immutable.
 *
 * @param method the most specific method
 * @param targetClass the class of the bean
 * @param onMethod whether the annotation stands on the method itself rather than on its class or interface
 * @param explicitName the name the annotation gives, or empty
 * @param namespace what separates this application's keys from those of others in the same store
 * @param policy how it wants to be protected
 * @param required whether a call without a key is refused
 * @param key where the key comes from, or {@code null} for the door's own source
 * @param fingerprint what else tells requests apart, or {@code null} for the door's own way
 * @param recordFailures exceptions that are answers
 * @param store the store's name, or empty for the standard one
 */
public record IdempotentOperation(
        Method method,
        Class<?> targetClass,
        boolean onMethod,
        String explicitName,
        String namespace,
        CallPolicy policy,
        boolean required,
        @Nullable ArgumentExpression key,
        @Nullable ArgumentExpression fingerprint,
        List<Class<? extends Throwable>> recordFailures,
        String store) {

    /** What the names of an operation's steps end with. */
    public static final String STEP_SUFFIX = "#step";

    /** The name given by the annotation, else class and method. */
    public String name() {
        return explicitName.isEmpty() ? shortName(targetClass) + "." + method.getName() : explicitName;
    }

    /** The full generic type of the recorded value, type variables of the class resolved. */
    public Type returnType() {
        return GenericTypes.resolved(ResolvableType.forMethodReturnType(method, targetClass));
    }

    /** Cheap, because operations are looked up on every call. */
    @Override
    public int hashCode() {
        return method.hashCode();
    }

    /** Class and method, for messages. */
    public String describe() {
        return describe(method, targetClass);
    }

    static String describe(Method method, Class<?> targetClass) {
        return ClassUtils.getUserClass(targetClass).getName() + "." + method.getName() + "()";
    }

    private static String shortName(Class<?> type) {
        return ClassUtils.getShortName(ClassUtils.getUserClass(type));
    }
}
