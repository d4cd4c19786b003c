package io.github.idempotency.spring.aop;

import io.github.idempotency.spring.operation.IdempotentOperation;
import io.github.idempotency.spring.operation.OperationResolver;
import io.github.idempotency.spring.operation.OperationThread;
import java.util.function.Supplier;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.Advisor;
import org.springframework.aop.framework.Advised;

/** Hands each protected invocation to the door it came through. Thread-safe. */
final class IdempotentInterceptor implements MethodInterceptor {

    private final OperationResolver operations;
    private final Supplier<CallAdapters> adapters;

    /** @param adapters fetched with the first call, because a proxy may be needed before the store is there */
    IdempotentInterceptor(OperationResolver operations, Supplier<CallAdapters> adapters) {
        this.operations = operations;
        this.adapters = adapters;
    }

    @Override
    @SuppressWarnings("try") // the scope is only closed
    public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
        Object target = invocation.getThis();
        if (isProtected(target)) {
            return invocation.proceed();
        }
        Class<?> targetClass = target == null ? invocation.getMethod().getDeclaringClass() : target.getClass();
        IdempotentOperation operation = operations.resolve(invocation.getMethod(), targetClass);
        if (operation == null) {
            return invocation.proceed();
        }
        try (OperationThread.Scope ignored = OperationThread.enter()) {
            return adapters.get().of(operation).invoke(invocation, operation);
        }
    }

    /**
     * Whether the target is itself a proxy that protects. Applications that bring a creator of proxies of their own get two
     * proxies around a bean, and a call that met its own key in the second would be refused as nested in itself.
     */
    static boolean isProtected(@Nullable Object target) {
        if (target instanceof Advised proxy) {
            for (Advisor advisor : proxy.getAdvisors()) {
                if (advisor.getAdvice() instanceof IdempotentInterceptor) {
                    return true;
                }
            }
        }
        return false;
    }
}
