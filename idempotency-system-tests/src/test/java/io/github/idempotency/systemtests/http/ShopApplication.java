package io.github.idempotency.systemtests.http;

import io.github.idempotency.store.IdempotencyStore;
import io.github.idempotency.store.memory.InMemoryIdempotencyStore;
import io.github.idempotency.test.FlakyStore;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** A shop as a user would write it, on a store that can be told to fail. Controllers are the classes beside this one. */
@SpringBootApplication
class ShopApplication {

    @Bean
    @ConditionalOnMissingBean(IdempotencyStore.class)
    FlakyStore store() {
        return new FlakyStore(new InMemoryIdempotencyStore(10_000, 256_000_000, 32_000_000));
    }
}
