package io.github.idempotency.sample;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class ShopConfiguration {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
