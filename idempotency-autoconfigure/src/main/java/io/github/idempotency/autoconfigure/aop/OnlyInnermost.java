package io.github.idempotency.autoconfigure.aop;

import io.github.idempotency.spring.aop.IdempotentAdvisor;
import java.util.Arrays;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.Advised;

/**
 * Intercepts in the innermost proxy only. Applications that bring a creator of proxies of their own get two proxies around
 * a bean, and a call that meets its own key the second time would be refused as nested in itself.
 */
final class OnlyInnermost implements MethodInterceptor {

    private final MethodInterceptor interceptor;

    OnlyInnermost(MethodInterceptor interceptor) {
        this.interceptor = interceptor;
    }

    @Override
    public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
        return isProtected(invocation.getThis()) ? invocation.proceed() : interceptor.invoke(invocation);
    }

    private static boolean isProtected(@Nullable Object target) {
        return target instanceof Advised proxy
                && Arrays.stream(proxy.getAdvisors()).anyMatch(IdempotentAdvisor.class::isInstance);
    }
}
