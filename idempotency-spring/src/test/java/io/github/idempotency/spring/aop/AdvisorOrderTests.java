package io.github.idempotency.spring.aop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.idempotency.CallRejectedException;
import io.github.idempotency.Rejection;
import io.github.idempotency.WhenFails;
import io.github.idempotency.engine.EngineEvent;
import io.github.idempotency.spring.Idempotent;
import io.github.idempotency.spring.IdempotentCall;
import io.github.idempotency.spring.scene.Effects;
import io.github.idempotency.spring.scene.Scene;
import io.github.idempotency.test.FlakyStore.Verb;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.resilience.annotation.EnableResilientMethods;
import org.springframework.resilience.annotation.Retryable;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.authorization.method.AuthorizationInterceptorsOrder;
import org.springframework.security.authorization.method.AuthorizationManagerBeforeMethodInterceptor;
import org.springframework.security.core.context.SecurityContextHolder;

/** Where the interceptor stands among those of Spring: security, retry, async outside; transactions, caching inside. */
class AdvisorOrderTests {

    static class Shop {
        @Idempotent(key = "#id")
        @PreAuthorize("hasRole('BUYER')")
        public int authorized(String id) {
            return Effects.next();
        }

        @Idempotent(key = "#id")
        @Cacheable("orders")
        public int cached(String id) {
            return Effects.next();
        }

        @Async
        @Idempotent(key = "#id")
        public CompletableFuture<String> async(String id) {
            Effects.next();
            return CompletableFuture.completedFuture(
                    IdempotentCall.current().orElseThrow().operation());
        }

        @Idempotent(key = "#id")
        @Retryable(maxRetries = 5, delay = 1)
        public int retried(String id) {
            int effect = Effects.next();
            if (effect < 3) {
                throw new IllegalStateException("not yet");
            }
            return effect;
        }

        @Idempotent(key = "#id", whenFails = WhenFails.HOLD)
        @Retryable(maxRetries = 5, delay = 1, excludes = CallRejectedException.class)
        public int retriedAndHeld(String id) {
            Effects.next();
            throw new IllegalStateException("never");
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableCaching
    @EnableAsync
    @EnableResilientMethods
    static class Application {
        @Bean
        Shop shop() {
            return new Shop();
        }

        @Bean
        CacheManager cacheManager() {
            return new ConcurrentMapCacheManager();
        }

        @Bean
        @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
        static AuthorizationManagerBeforeMethodInterceptor preAuthorize() {
            return AuthorizationManagerBeforeMethodInterceptor.preAuthorize();
        }
    }

    private final Scene scene = Scene.of(Application.class);
    private final Shop shop = scene.bean(Shop.class);

    @BeforeEach
    void reset() {
        Effects.reset();
    }

    @AfterEach
    void stop() {
        SecurityContextHolder.clearContext();
        scene.close();
    }

    @Test
    void allInterceptorsOfMethodSecurityStandOutside() {
        for (AuthorizationInterceptorsOrder order : AuthorizationInterceptorsOrder.values()) {
            if (order != AuthorizationInterceptorsOrder.LAST) {
                assertThat(order.getOrder()).isLessThan(IdempotentAdvisor.ORDER);
            }
        }
    }

    @Test
    void aCallThatIsNotAllowedClaimsNothingAndSeesNothing() {
        login("ROLE_BUYER");
        assertThat(shop.authorized("a")).isEqualTo(1);
        int claims = scene.store().calls(Verb.CLAIM);

        login("ROLE_VISITOR");
        assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> shop.authorized("a"));

        assertThat(scene.store().calls(Verb.CLAIM)).isEqualTo(claims);
    }

    private static void login(String role) {
        SecurityContextHolder.getContext().setAuthentication(new TestingAuthenticationToken("user", "password", role));
    }

    @Test
    void aCacheStandsInside() {
        assertThat(shop.cached("a")).isEqualTo(1);
        scene.bean(CacheManager.class).getCache("orders").put("b", 17);

        assertThat(shop.cached("b")).isEqualTo(17);
        scene.bean(CacheManager.class).getCache("orders").clear();

        assertThat(shop.cached("a")).isEqualTo(1);
        assertThat(shop.cached("b")).isEqualTo(17);
        assertThat(Effects.count()).isEqualTo(1);
    }

    @Test
    void theThreadOfAnAsyncMethodClaimsTheKey() {
        assertThat(shop.async("a").join()).isEqualTo("AdvisorOrderTests.Shop.async");
        assertThat(shop.async("a").join()).isEqualTo("AdvisorOrderTests.Shop.async");
        assertThat(Effects.count()).isEqualTo(1);
    }

    @Test
    void eachRetryIsACallThatMeetsAFreeKey() {
        assertThat(shop.retried("a")).isEqualTo(3);
        assertThat(shop.retried("a")).isEqualTo(3);

        assertThat(Effects.count()).isEqualTo(3);
        assertThat(scene.events().of(EngineEvent.Started.class)).hasSize(3);
    }

    @Test
    void aHeldKeyEndsTheRetries() {
        assertThatExceptionOfType(CallRejectedException.class)
                .isThrownBy(() -> shop.retriedAndHeld("a"))
                .satisfies(e -> assertThat(e.rejection()).isEqualTo(Rejection.OUTCOME_UNKNOWN));
        assertThat(Effects.count()).isEqualTo(1);
    }
}
