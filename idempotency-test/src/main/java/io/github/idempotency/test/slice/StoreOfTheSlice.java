package io.github.idempotency.test.slice;

import io.github.idempotency.store.IdempotencyStore;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** Keys are kept in memory, and by one test only. */
@TestConfiguration(proxyBeanMethods = false)
class StoreOfTheSlice {

    static final String NAME = "idempotencyTestStore";

    @Bean
    KeysInMemory idempotencyTestKeys() {
        return new KeysInMemory();
    }

    @Bean(NAME)
    IdempotencyStore idempotencyTestStore(KeysInMemory keys) {
        return keys.store();
    }
}
