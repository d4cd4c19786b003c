package io.github.idempotency.autoconfigure.aop;

import org.springframework.aop.config.AopConfigUtils;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.context.EnvironmentAware;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;

/**
 * Sees to it that annotated beans get a proxy, with or without AspectJ and whatever {@code spring.aop.auto} says. A
 * creator of proxies that is there already is kept.
 */
final class AutoProxyRegistrar implements ImportBeanDefinitionRegistrar, EnvironmentAware {

    private boolean proxyClasses = true;

    @Override
    public void setEnvironment(Environment environment) {
        proxyClasses = environment.getProperty("spring.aop.proxy-target-class", Boolean.class, true);
    }

    @Override
    public void registerBeanDefinitions(AnnotationMetadata metadata, BeanDefinitionRegistry registry) {
        AopConfigUtils.registerAutoProxyCreatorIfNecessary(registry);
        if (proxyClasses) {
            AopConfigUtils.forceAutoProxyCreatorToUseClassProxying(registry);
        }
    }
}
