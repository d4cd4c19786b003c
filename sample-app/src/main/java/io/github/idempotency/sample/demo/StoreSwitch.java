package io.github.idempotency.sample.demo;

import io.github.idempotency.store.IdempotencyStore;
import io.github.idempotency.store.StoreUnavailableException;
import java.util.Set;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.stereotype.Component;

/**
 * Pulls the plug of the store of keys, whichever it is, so that a visitor can see what an outage looks like. The shop's
 * own tables stay within reach.
 *
 * <p>Do not copy it: whoever reaches {@code /demo/store} stops every protected operation of the shop, and nobody asks who
 * that is. An application of yours needs no switch; {@code idempotency-test} has a store that fails on command for tests.
 */
@Component
@ForTheDemo
class StoreSwitch implements BeanPostProcessor, MethodInterceptor {

    /** Answered without asking a server. */
    private static final Set<String> LOCAL = Set.of("traits", "resource");

    private volatile boolean on = true;

    boolean isOn() {
        return on;
    }

    void turn(boolean on) {
        this.on = on;
    }

    /** A proxy, because it goes on offering whatever the store offers besides claiming: inspection, purge, transactions. */
    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        if (!(bean instanceof IdempotencyStore)) {
            return bean;
        }
        ProxyFactory proxy = new ProxyFactory(bean);
        proxy.addAdvice(this);
        return proxy.getProxy(bean.getClass().getClassLoader());
    }

    @Override
    public Object invoke(MethodInvocation call) throws Throwable {
        if (!on && !LOCAL.contains(call.getMethod().getName())) {
            throw new StoreUnavailableException("The visitor of the demo page has stopped the store", null);
        }
        return call.proceed();
    }
}
