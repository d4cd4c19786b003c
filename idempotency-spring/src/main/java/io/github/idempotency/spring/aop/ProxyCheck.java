package io.github.idempotency.spring.aop;

import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.framework.ProxyConfig;
import org.springframework.aop.framework.autoproxy.AbstractAutoProxyCreator;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.ClassUtils;

/** Knows how beans are proxied, and notices those with annotated methods that are not. */
final class ProxyCheck {

    private static final Logger log = LoggerFactory.getLogger(StartupCheck.class);

    private final ConfigurableListableBeanFactory beanFactory;
    private final Collection<AbstractAutoProxyCreator> creators;

    ProxyCheck(ConfigurableListableBeanFactory beanFactory) {
        this.beanFactory = beanFactory;
        this.creators = beanFactory
                .getBeansOfType(AbstractAutoProxyCreator.class, false, false)
                .values();
    }

    /** Whether beans of this class are proxied by a subclass of it, which cannot override what is final. */
    boolean proxiesBySubclass(Class<?> type) {
        return ClassUtils.getAllInterfacesForClassAsSet(type).isEmpty()
                || creators.stream().allMatch(ProxyConfig::isProxyTargetClass);
    }

    /**
     * Complains of a bean that was made too early to be proxied. It does not stop the start, because what tests put in
     * the place of a bean looks the same.
     */
    void check(String beanName, Class<?> type) {
        Object bean = beanFactory.containsSingleton(beanName) ? beanFactory.getSingleton(beanName) : null;
        if (bean != null && !(bean instanceof FactoryBean<?>) && isBare(bean, type)) {
            log.error(
                    "The bean '{}' has no proxy, so its @Idempotent methods run unprotected. It was probably created too"
                            + " early, because a BeanPostProcessor needs it: make that post-processor's @Bean method static"
                            + " and let it fetch the bean lazily. (Nothing is wrong if a test replaced the bean.)",
                    beanName);
        }
    }

    /** Whether the object is known to be the plain bean, or a proxy around it that does not have the interceptor. */
    private static boolean isBare(@Nullable Object bean, Class<?> type) {
        Object inner = bean;
        while (inner instanceof Advised) {
            if (IdempotentInterceptor.isProtected(inner)) {
                return false;
            }
            inner = AopProxyUtils.getSingletonTarget(inner);
        }
        return inner != null && inner.getClass() == type;
    }
}
