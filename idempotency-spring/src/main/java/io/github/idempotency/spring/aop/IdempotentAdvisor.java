package io.github.idempotency.spring.aop;

import io.github.idempotency.spring.operation.OperationResolver;
import java.lang.reflect.Method;
import java.util.function.Supplier;
import org.springframework.aop.ClassFilter;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.StaticMethodMatcherPointcut;

/**
 * Puts the interceptor around annotated methods: inside method security and validation, so that only calls that may and
 * can run claim a key; outside transactions, caching and retry, so that what is recorded has been committed.
 */
public final class IdempotentAdvisor extends DefaultPointcutAdvisor {

    /** Behind Spring Security's method interceptors (up to 600), before anything at lowest precedence. */
    public static final int ORDER = 1_000;

    private static final long serialVersionUID = 1L;

    /** @param adapters fetched with the first call */
    public IdempotentAdvisor(OperationResolver operations, Supplier<CallAdapters> adapters) {
        super(new AnnotatedMethods(operations), new IdempotentInterceptor(operations, adapters));
        setOrder(ORDER);
    }

    private static final class AnnotatedMethods extends StaticMethodMatcherPointcut {

        private final OperationResolver operations;

        AnnotatedMethods(OperationResolver operations) {
            this.operations = operations;
            setClassFilter((ClassFilter) OperationResolver::isCandidate);
        }

        @Override
        public boolean matches(Method method, Class<?> targetClass) {
            return operations.resolve(method, targetClass) != null;
        }
    }
}
