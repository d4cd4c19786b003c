package io.github.idempotency.autoconfigure.value;

import io.github.idempotency.autoconfigure.ConditionalOnIdempotencyEnabled;
import io.github.idempotency.codec.ValueCodec;
import io.github.idempotency.spring.value.MissingValueCodec;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * Auto-configuration for the {@link ValueCodec}: the application's mapper, else a mapper of our own, else a codec that
 * says what is missing. Jackson 3 goes before Jackson 2.
 */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration",
            "org.springframework.boot.jackson2.autoconfigure.Jackson2AutoConfiguration",
            "org.springframework.boot.autoconfigure.jackson.JacksonAutoConfiguration"
        })
@ConditionalOnIdempotencyEnabled
@Import({
    JacksonCodecs.OfTheApplication.class,
    Jackson2Codecs.OfTheApplication.class,
    JacksonCodecs.Own.class,
    Jackson2Codecs.Own.class
})
public final class ValueCodecAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    ValueCodec idempotencyMissingValueCodec() {
        return new MissingValueCodec();
    }
}
