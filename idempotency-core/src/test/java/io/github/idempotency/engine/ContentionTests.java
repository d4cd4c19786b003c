package io.github.idempotency.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.CallRejectedException;
import io.github.idempotency.Rejection;
import io.github.idempotency.engine.EngineEvent.StoreVerb;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two processes and 64 clients who all want the same. Effects are counted, not locks. */
@Timeout(60)
class ContentionTests {

    private static final int CLIENTS = 64;
    private static final int KEYS = 60;

    private final Stage stage = Stage.open();
    private final List<IdempotencyEngine> processes = List.of(stage.engine, stage.anotherProcess());
    private final AtomicIntegerArray effects = new AtomicIntegerArray(KEYS);
    private final AtomicIntegerArray failures = new AtomicIntegerArray(KEYS);
    private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);

    @AfterEach
    void close() {
        clients.shutdownNow();
        stage.close();
    }

    @Test
    void everyKeyHasExactlyOneEffectWhenDuplicatesAreTurnedAway() throws Exception {
        everybodyRepeats(false);
    }

    @Test
    void everyKeyHasExactlyOneEffectWhenDuplicatesWait() throws Exception {
        everybodyRepeats(true);
    }

    @Test
    void everyKeyHasExactlyOneEffectOverAnUnreliableStore() throws Exception {
        for (StoreVerb verb : StoreVerb.values()) {
            stage.store.always(verb, FaultyStore.unreliable());
        }

        everybodyRepeats(false);
    }

    private void everybodyRepeats(boolean waiting) throws Exception {
        CyclicBarrier start = new CyclicBarrier(CLIENTS);
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            int client = i;
            running.add(clients.submit(() -> {
                List<Integer> keys =
                        new ArrayList<>(IntStream.range(0, KEYS).boxed().toList());
                Collections.shuffle(keys, new Random(client / 4));
                start.await();
                for (int key : keys) {
                    assertThat(untilAnswered(processes.get(client % 2), key, waiting))
                            .isEqualTo("answer " + key);
                }
                return null;
            }));
        }
        for (Future<?> each : running) {
            each.get();
        }

        for (int key = 0; key < KEYS; key++) {
            assertThat(effects.get(key)).as("effects of key %d", key).isEqualTo(1);
        }
        assertThat(stage.events.all(EngineEvent.LeaseLost.class)).isEmpty();
    }

    private String untilAnswered(IdempotencyEngine process, int key, boolean waiting) throws InterruptedException {
        TestCall call = TestCall.of("key " + key);
        ProtectedCall request = (waiting ? call.waiting(Duration.ofSeconds(30)) : call).build();
        while (true) {
            try {
                String answer = process.admit(request)
                        .fold(
                                execution -> execute(execution, key),
                                outcome -> new String(outcome.payload(), StandardCharsets.UTF_8),
                                () -> "unprotected");
                if (!answer.isEmpty()) {
                    return answer;
                }
            } catch (CallRejectedException e) {
                assertThat(e.rejection()).isIn(Rejection.IN_PROGRESS, Rejection.STORE_UNAVAILABLE);
                Thread.sleep(1);
            }
        }
    }

    /** Fails the first time, so that every key is also released under contention. */
    private String execute(Execution execution, int key) {
        if (failures.getAndIncrement(key) == 0) {
            execution.release();
            return "";
        }
        effects.incrementAndGet(key);
        String answer = "answer " + key;
        execution.complete(Stage.answer(answer));
        return answer;
    }
}
