package io.github.idempotency.systemtests.operator;

import io.github.idempotency.web.servlet.ScopeResolver;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;

/** An application with operators: ada and bob are customers, sue works in support, ops operates. */
@SpringBootApplication
class DeskApplication {

    static final String TENANT = "X-Tenant";

    @Bean
    @SuppressWarnings("UnnecessaryMethodReference")
    UserDetailsService users() {
        InMemoryUserDetailsManager known = new InMemoryUserDetailsManager(
                User.withUsername("ada").password("{noop}ada").roles("CUSTOMER").build(),
                User.withUsername("bob").password("{noop}bob").roles("CUSTOMER").build(),
                User.withUsername("sue").password("{noop}sue").roles("SUPPORT").build(),
                User.withUsername("ops").password("{noop}ops").roles("OPERATOR").build());
        // Not the manager itself, which would encode passwords at their first use, and then be slow.
        return known::loadUserByUsername;
    }

    @Bean
    ScopeResolver tenant() {
        return request -> request.getHeader(TENANT);
    }

    @Bean
    Trouble trouble() {
        return new Trouble();
    }

    /** What happens to calls, by what they are about; unless told otherwise, nothing. */
    static final class Trouble {

        private final ConcurrentMap<String, Runnable> ahead = new ConcurrentHashMap<>();
        private final AtomicInteger runs = new AtomicInteger();

        void ahead(String subject, Runnable trouble) {
            ahead.put(subject, trouble);
        }

        void fail(String subject) {
            ahead(subject, () -> {
                throw new IllegalStateException("The gateway did not answer");
            });
        }

        /** @return how many calls have run before */
        int run(String subject) {
            int before = runs.getAndIncrement();
            Runnable trouble = ahead.remove(subject);
            if (trouble != null) {
                trouble.run();
            }
            return before;
        }
    }
}
