package io.github.idempotency.autoconfigure.value;

import io.github.idempotency.codec.ValueCodec;
import io.github.idempotency.spring.value.JacksonValueCodec;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Codecs over Jackson 3. */
final class JacksonCodecs {

    private JacksonCodecs() {}

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(JsonMapper.class)
    @ConditionalOnSingleCandidate(JsonMapper.class)
    @ConditionalOnMissingBean(ValueCodec.class)
    static final class OfTheApplication {

        @Bean
        ValueCodec idempotencyValueCodec(JsonMapper mapper) {
            return new JacksonValueCodec(mapper);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(JsonMapper.class)
    @ConditionalOnMissingBean(ValueCodec.class)
    static final class Own {

        @Bean
        ValueCodec idempotencyValueCodec() {
            return new JacksonValueCodec(
                    JsonMapper.builder().findAndAddModules().build());
        }
    }
}
