package io.github.idempotency.autoconfigure.value;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.idempotency.codec.ValueCodec;
import io.github.idempotency.spring.value.Jackson2ValueCodec;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Codecs over Jackson 2. */
final class Jackson2Codecs {

    private Jackson2Codecs() {}

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(ObjectMapper.class)
    @ConditionalOnSingleCandidate(ObjectMapper.class)
    @ConditionalOnMissingBean(ValueCodec.class)
    static final class OfTheApplication {

        @Bean
        ValueCodec idempotencyValueCodec(ObjectMapper mapper) {
            return new Jackson2ValueCodec(mapper);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(ObjectMapper.class)
    @ConditionalOnMissingBean(ValueCodec.class)
    static final class Own {

        /** As Spring Boot sets its own mapper up. */
        @Bean
        ValueCodec idempotencyValueCodec() {
            return new Jackson2ValueCodec(JsonMapper.builder()
                    .findAndAddModules()
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build());
        }
    }
}
