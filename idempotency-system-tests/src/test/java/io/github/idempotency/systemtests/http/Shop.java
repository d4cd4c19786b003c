package io.github.idempotency.systemtests.http;

import io.github.idempotency.store.IdempotencyStore;
import io.github.idempotency.store.memory.InMemoryIdempotencyStore;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** Another instance of the shop in this process, for tests that need two. Closing stops it. */
final class Shop implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private Shop(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** A shop with a store of its own. */
    static Shop start(String... properties) {
        return start(new InMemoryIdempotencyStore(1_000, 64_000_000, 32_000_000), properties);
    }

    /** A shop on a store that others may use as well. */
    static Shop start(IdempotencyStore store, String... properties) {
        List<String> all = new ArrayList<>(List.of(
                "server.address=127.0.0.1", "server.port=0", "spring.main.banner-mode=off", HttpTest.WITHOUT_SECURITY));
        all.addAll(List.of(properties));
        return new Shop(new SpringApplicationBuilder(ShopApplication.class)
                .initializers(context -> ((GenericApplicationContext) context)
                        .registerBean("store", IdempotencyStore.class, () -> store))
                .properties(all.toArray(String[]::new))
                .run());
    }

    int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
    }
}
