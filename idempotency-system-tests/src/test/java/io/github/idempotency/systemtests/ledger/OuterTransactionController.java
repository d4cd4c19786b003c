package io.github.idempotency.systemtests.ledger;

import io.github.idempotency.TransactionMode;
import io.github.idempotency.spring.Idempotent;
import jakarta.servlet.Filter;
import org.aopalliance.intercept.MethodInterceptor;
import org.springframework.aop.Advisor;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.NameMatchMethodPointcut;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.resilience.annotation.EnableResilientMethods;
import org.springframework.resilience.annotation.Retryable;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Handlers that others have put something around. */
@RestController
@RequestMapping("/outer")
@Idempotent(transaction = TransactionMode.SAME)
class OuterTransactionController {

    static final String STATUS = "status";

    private final Ledger ledger;
    private final PlatformTransactionManager manager;

    OuterTransactionController(Ledger ledger, PlatformTransactionManager manager) {
        this.ledger = ledger;
        this.manager = manager;
    }

    @PostMapping("/filtered/{name}")
    public String filtered(@PathVariable String name) {
        return "run " + ledger.write(name);
    }

    @PostMapping("/advised/{name}")
    public String advised(@PathVariable String name) {
        return "run " + ledger.write(name);
    }

    @PostMapping("/enclosed/{name}")
    public String enclosed(@PathVariable String name) {
        return "run " + ledger.write(name);
    }

    /** Ends what the filter has begun. */
    @PostMapping("/enclosed/ended/{name}")
    public String ended(@PathVariable String name, @RequestAttribute(STATUS) TransactionStatus status) {
        int run = ledger.write(name);
        manager.commit(status);
        return "success " + run;
    }

    @PostMapping("/repeated/{name}")
    @Retryable(maxRetries = 1, delay = 1)
    public String repeated(@PathVariable String name) {
        ledger.write(name);
        throw new IllegalArgumentException("on purpose");
    }

    @PostMapping("/repeated-separately/{name}")
    @Idempotent(transaction = TransactionMode.SEPARATE)
    @Retryable(maxRetries = 1, delay = 1)
    public String repeatedSeparately(@PathVariable String name) {
        return repeated(name);
    }

    /** What is around them. */
    @Configuration(proxyBeanMethods = false)
    @EnableResilientMethods
    static class Around {

        @Bean
        FilterRegistrationBean<Filter> furtherIn(PlatformTransactionManager manager) {
            return filter(manager, "/outer/filtered/*", Ordered.LOWEST_PRECEDENCE);
        }

        @Bean
        FilterRegistrationBean<Filter> furtherOut(PlatformTransactionManager manager) {
            return filter(manager, "/outer/enclosed/*", 0);
        }

        private static FilterRegistrationBean<Filter> filter(
                PlatformTransactionManager manager, String pattern, int order) {
            FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>((request, response, chain) -> {
                TransactionStatus status = manager.getTransaction(new DefaultTransactionDefinition());
                request.setAttribute(STATUS, status);
                boolean done = false;
                try {
                    chain.doFilter(request, response);
                    done = true;
                } finally {
                    end(manager, status, done);
                }
            });
            registration.addUrlPatterns(pattern);
            registration.setOrder(order);
            return registration;
        }

        /** As {@code @EnableTransactionManagement(order = 0)} makes one, but nothing that can be seen at start-up. */
        @Bean
        static Advisor advice(ObjectProvider<PlatformTransactionManager> manager) {
            NameMatchMethodPointcut pointcut = new NameMatchMethodPointcut();
            pointcut.setClassFilter(OuterTransactionController.class::equals);
            pointcut.setMappedName("advised");
            DefaultPointcutAdvisor advisor = new DefaultPointcutAdvisor(pointcut, (MethodInterceptor) invocation -> {
                TransactionStatus status = manager.getObject().getTransaction(new DefaultTransactionDefinition());
                boolean done = false;
                try {
                    Object value = invocation.proceed();
                    done = true;
                    return value;
                } finally {
                    end(manager.getObject(), status, done);
                }
            });
            advisor.setOrder(0);
            return advisor;
        }

        private static void end(PlatformTransactionManager manager, TransactionStatus status, boolean done) {
            if (!status.isCompleted()) {
                if (done) {
                    manager.commit(status);
                } else {
                    manager.rollback(status);
                }
            }
        }
    }
}
