package io.github.idempotency.web.servlet;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import java.util.Iterator;
import java.util.Objects;
import org.aopalliance.intercept.MethodInvocation;
import org.springframework.util.ClassUtils;
import org.springframework.validation.method.MethodValidationException;

/**
 * Arguments that Spring's method validation has found wanting, which on controllers it does between this library and the
 * handler: the handler was not entered, so there is no answer to record.
 */
final class ArgumentViolations {

    private static final boolean BEAN_VALIDATION = ClassUtils.isPresent(
            "jakarta.validation.ConstraintViolationException", ArgumentViolations.class.getClassLoader());

    private ArgumentViolations() {}

    static boolean isCauseOf(Throwable failure, MethodInvocation invocation) {
        if (failure instanceof MethodValidationException invalid) {
            return !invalid.isForReturnValue() && invalid.getMethod().equals(invocation.getMethod());
        }
        return BEAN_VALIDATION && BeanValidation.foundWanting(failure, invocation);
    }

    /** Keeps a class that may be missing out of sight. */
    private static final class BeanValidation {

        static boolean foundWanting(Throwable failure, MethodInvocation invocation) {
            return failure instanceof ConstraintViolationException invalid
                    && !invalid.getConstraintViolations().isEmpty()
                    && invalid.getConstraintViolations().stream().allMatch(each -> isOfArgument(each, invocation));
        }

        private static boolean isOfArgument(ConstraintViolation<?> violation, MethodInvocation invocation) {
            Iterator<Path.Node> path = violation.getPropertyPath().iterator();
            Path.Node method = path.next();
            return Objects.equals(violation.getRootBean(), invocation.getThis())
                    && method.getKind() == ElementKind.METHOD
                    && method.getName().equals(invocation.getMethod().getName())
                    && path.hasNext()
                    && path.next().getKind() != ElementKind.RETURN_VALUE;
        }
    }
}
