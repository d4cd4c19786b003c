package io.github.idempotency.sample.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.sample.ShopApplication;
import io.github.idempotency.store.ExpiredRecordCleaner;
import io.github.idempotency.store.IdempotencyStore;
import io.github.idempotency.store.RecordInspector;
import io.github.idempotency.store.StoreUnavailableException;
import io.github.idempotency.store.TransactionalStore;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.SpringBootTest;

@SpringBootTest
class StoreSwitchTests {

    @Autowired
    private IdempotencyStore store;

    @Autowired
    private StoreSwitch storeSwitch;

    @Test
    void theStoreOffersWhatItHasOfferedWithoutTheSwitch() {
        assertThat(store)
                .isInstanceOf(TransactionalStore.class)
                .isInstanceOf(RecordInspector.class)
                .isInstanceOf(ExpiredRecordCleaner.class);
    }

    @Test
    void aStoreThatIsOffAnswersNothingAndOneThatIsOnAgainDoes() {
        RecordInspector inspector = (RecordInspector) store;
        IdempotencyKey key = IdempotencyKey.of("any");

        storeSwitch.turn(false);
        try {
            assertThatThrownBy(() -> inspector.find(key)).isInstanceOf(StoreUnavailableException.class);
            assertThat(store.traits().name()).isEqualTo("jdbc");
        } finally {
            storeSwitch.turn(true);
        }
        assertThat(inspector.find(key)).isEmpty();
    }

    @Test
    void theSwitchDoesNotHideAMissingTableFromTheStart() {
        SpringApplicationBuilder shop = new SpringApplicationBuilder(ShopApplication.class)
                .properties("server.port=0")
                .properties("spring.main.banner-mode=off");

        assertThatThrownBy(() -> shop.run(
                        "--spring.datasource.url=jdbc:h2:mem:without-table",
                        "--idempotency.jdbc.initialize-schema=never"))
                .hasStackTraceContaining("idempotency.jdbc.initialize-schema=always")
                .hasStackTraceContaining("does not exist");
    }
}
