package io.github.idempotency.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.idempotency.store.memory.InMemoryIdempotencyStore;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EngineRegistryTests {

    private final IdempotencyEngine redis = engine();
    private final IdempotencyEngine jdbc = engine();
    private final EngineRegistry registry = new EngineRegistry(Map.of("redis", redis, "jdbc", jdbc), jdbc);

    @AfterEach
    void close() {
        redis.close();
        jdbc.close();
    }

    @Test
    void anOperationThatNamesNoStoreGetsTheStandardOne() {
        assertThat(registry.forStore("")).isSameAs(jdbc);
    }

    @Test
    void anOperationGetsTheStoreItNames() {
        assertThat(registry.forStore("redis")).isSameAs(redis);
    }

    @Test
    void aStoreThatDoesNotExistIsNamedTogetherWithThoseThatDo() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> registry.forStore("rediss"))
                .withMessageContaining("'rediss'")
                .withMessageContaining("[jdbc, redis]");
    }

    private static IdempotencyEngine engine() {
        return new IdempotencyEngine(
                new InMemoryIdempotencyStore(10, 1_000, 100), EngineSettings.DEFAULTS, event -> {});
    }
}
