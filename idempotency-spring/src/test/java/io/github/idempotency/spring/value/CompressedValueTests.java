package io.github.idempotency.spring.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.idempotency.Fingerprint;
import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.engine.EngineSettings;
import io.github.idempotency.engine.IdempotencyEngine;
import io.github.idempotency.engine.ProtectedCall;
import io.github.idempotency.spring.scene.Engines;
import io.github.idempotency.store.memory.InMemoryIdempotencyStore;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Large values and failures of bean methods and of the template come back out of compressed records. */
class CompressedValueTests {

    private static final int THRESHOLD = 200;
    private static final ProtectedCall CALL =
            new ProtectedCall(IdempotencyKey.of("payment-1"), Fingerprint.NONE, "pay", Engines.POLICY);
    private static final Answer ANSWER =
            Answer.of(List.class, List.of(IllegalStateException.class), new Class<?>[] {IllegalStateException.class});

    private final InMemoryIdempotencyStore store = Engines.memory();
    private final IdempotencyEngine engine = new IdempotencyEngine(
            store, new EngineSettings(Duration.ofSeconds(2), Duration.ofMinutes(1), 100, 100, THRESHOLD), event -> {});
    private final ValueCalls calls = new ValueCalls(new JacksonValueCodec(JsonMapper.shared()));

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void aLargeValueComesBack() throws Throwable {
        List<String> value = Collections.nCopies(1_000, "Grüße");
        assertThat(calls.run(engine, CALL, ANSWER, () -> value)).isEqualTo(value);

        assertThat(calls.run(engine, CALL, ANSWER, () -> List.of())).isEqualTo(value);
        assertThat(storedBytes()).isLessThan(THRESHOLD);
    }

    @Test
    void aLargeFailureComesBack() {
        String message = "out of tea ".repeat(1_000);
        for (String failure : List.of(message, "another")) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> calls.run(engine, CALL, ANSWER, () -> {
                        throw new IllegalStateException(failure);
                    }))
                    .withMessage(message);
        }
        assertThat(storedBytes()).isLessThan(THRESHOLD);
    }

    private int storedBytes() {
        return store.find(CALL.key()).orElseThrow().payloadBytes();
    }
}
