package io.github.idempotency.spring.aot;

import io.github.idempotency.spring.Idempotent;
import io.github.idempotency.spring.operation.IdempotentOperation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;

/** What is read of one protected method: its annotation, the values its expressions reach, what is recorded. */
final class OperationHints {

    private static final BindingReflectionHintsRegistrar BINDING = new BindingReflectionHintsRegistrar();

    private OperationHints() {}

    static void register(IdempotentOperation operation, RuntimeHints hints) {
        Method method = operation.method();
        // Annotation and names of parameters can be read of methods that are known only.
        hints.reflection().registerMethod(method, ExecutableMode.INVOKE);
        registerMetaAnnotations(method, hints);
        registerMetaAnnotations(operation.targetClass(), hints);
        if (operation.key() != null || operation.fingerprint() != null) {
            BINDING.registerReflectionHints(hints.reflection(), method.getGenericParameterTypes());
            for (Class<?> parameter : method.getParameterTypes()) {
                IdempotentRuntimeHints.registerText(hints, parameter);
            }
            // #root is the bean itself.
            hints.reflection().registerType(operation.targetClass(), MemberCategory.INVOKE_PUBLIC_METHODS);
        }
        BINDING.registerReflectionHints(hints.reflection(), operation.returnType());
        operation.recordFailures().forEach(failure -> registerFailure(failure, hints));
        for (Class<?> failure : method.getExceptionTypes()) {
            registerFailure(failure, hints);
        }
    }

    private static void registerMetaAnnotations(AnnotatedElement element, RuntimeHints hints) {
        MergedAnnotation<?> annotation = MergedAnnotations.from(
                        element, MergedAnnotations.SearchStrategy.TYPE_HIERARCHY)
                .get(Idempotent.class);
        while (annotation != null && annotation.isPresent() && annotation.getMetaSource() != null) {
            annotation = annotation.getMetaSource();
            hints.reflection().registerType(annotation.getType(), MemberCategory.INVOKE_DECLARED_METHODS);
        }
    }

    /** Recorded exceptions are made anew, by name and constructor. */
    private static void registerFailure(Class<?> failure, RuntimeHints hints) {
        hints.reflection().registerType(failure, MemberCategory.INVOKE_DECLARED_CONSTRUCTORS);
    }
}
