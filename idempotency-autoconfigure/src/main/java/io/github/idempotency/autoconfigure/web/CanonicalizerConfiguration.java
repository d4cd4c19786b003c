package io.github.idempotency.autoconfigure.web;

import io.github.idempotency.autoconfigure.PropertyCheck;
import io.github.idempotency.web.http.BodyFingerprint;
import io.github.idempotency.web.http.Jackson2JsonCanonicalizer;
import io.github.idempotency.web.http.JacksonJsonCanonicalizer;
import io.github.idempotency.web.http.JsonCanonicalizer;
import io.github.idempotency.web.http.WebSettings;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** Canonical JSON by the Jackson that is there. */
@Configuration(proxyBeanMethods = false)
final class CanonicalizerConfiguration {

    @Order(1)
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "tools.jackson.databind.json.JsonMapper")
    @ConditionalOnMissingBean(JsonCanonicalizer.class)
    static final class WithJackson {

        @Bean
        JsonCanonicalizer idempotencyJsonCanonicalizer() {
            return new JacksonJsonCanonicalizer();
        }
    }

    @Order(2)
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "com.fasterxml.jackson.databind.ObjectMapper")
    @ConditionalOnMissingBean(JsonCanonicalizer.class)
    static final class WithJackson2 {

        @Bean
        JsonCanonicalizer idempotencyJsonCanonicalizer() {
            return new Jackson2JsonCanonicalizer();
        }
    }

    /** Compares bodies as they are, which must then be what was asked for. */
    @Bean
    @ConditionalOnMissingBean
    JsonCanonicalizer idempotencyNoJsonCanonicalizer(WebSettings settings) {
        PropertyCheck.require(
                settings.bodyFingerprint() != BodyFingerprint.CANONICAL_JSON,
                "idempotency.web.body-fingerprint",
                settings.bodyFingerprint(),
                "It needs Jackson on the classpath, or a JsonCanonicalizer bean.");
        return json -> json;
    }
}
