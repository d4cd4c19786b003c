package io.github.idempotency.test.slice;

import io.github.idempotency.store.IdempotencyStore;
import io.github.idempotency.test.StoreFaults;
import io.github.idempotency.test.call.RecordedCalls;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * Test support for a whole application, whatever its store:
 *
 * <pre>{@code
 * @SpringBootTest
 * @Import(IdempotencyTestSupport.class)
 * }</pre>
 *
 * adds the beans {@link RecordedCalls} and {@link StoreFaults} and lets the faults apply to every store of the
 * application. The stores keep their interfaces, but not their classes: inject them as {@link IdempotencyStore}. Calls
 * recorded before and faults ordered before are forgotten at the beginning of every test method, and faults at its end,
 * when what the store did not take is recorded. Tests that run in parallel share the beans and disturb each other: give
 * them {@code @ResourceLock(IdempotencyTest.LOCK)}.
 */
@TestConfiguration(proxyBeanMethods = false)
public class IdempotencyTestSupport {

    @Bean
    RecordedCalls idempotencyRecordedCalls() {
        return new RecordedCalls();
    }

    @Bean
    static StoreFaults idempotencyStoreFaults() {
        return new StoreFaults();
    }

    @Bean
    static FlakyStores idempotencyFlakyStores(ObjectProvider<StoreFaults> faults) {
        return new FlakyStores(faults);
    }
}
