package io.github.idempotency.engine;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.github.idempotency.CallRejectedException;
import io.github.idempotency.Fingerprint;
import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.Outcome;
import io.github.idempotency.engine.EngineEvent.StoreVerb;
import io.github.idempotency.store.memory.InMemoryIdempotencyStore;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(30)
class EngineEventsTests {

    @Test
    void everyStartIsFollowedByExactlyOneEndWhateverTheStoreDoes() throws Exception {
        Stage stage = Stage.open();
        for (StoreVerb verb : StoreVerb.values()) {
            stage.store.always(verb, FaultyStore.unreliable());
        }
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<?>> done = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            int number = i;
            done.add(threads.submit(() -> endSomehow(untilAdmitted(stage, TestCall.of("k" + number)), number)));
        }
        for (Future<?> each : done) {
            each.get();
        }
        threads.shutdown();
        stage.close();

        Map<IdempotencyKey, Long> starts = stage.events.all(EngineEvent.Started.class).stream()
                .collect(groupingBy(EngineEvent.Started::key, counting()));
        assertThat(starts).hasSize(200).allSatisfy((key, times) -> {
            assertThat(times).isEqualTo(1);
            assertThat(stage.events.endings(key)).hasSize(1).doesNotContain(Ending.LOST);
        });
        long deferred =
                stage.events.endings().stream().filter(Ending.DEFERRED::equals).count();
        assertThat(stage.events.lateEndings())
                .hasSize((int) deferred)
                .isSubsetOf(Ending.RECORDED, Ending.RELEASED, Ending.HELD);
        assertThat(stage.events.all(EngineEvent.LeaseLost.class)).isEmpty();
    }

    private static Execution untilAdmitted(Stage stage, TestCall call) {
        return await().pollInterval(Duration.ofMillis(5))
                .ignoreException(CallRejectedException.class)
                .until(() -> stage.run(call), execution -> true);
    }

    private static void endSomehow(Execution execution, int number) {
        switch (number % 5) {
            case 0 -> execution.complete(Stage.answer("x"));
            case 1 -> execution.complete(Outcome.unknown());
            case 2 -> execution.complete(Outcome.result(new byte[Stage.MAX_PAYLOAD + 1]));
            case 3 -> execution.release();
            default -> execution.abandon();
        }
        execution.release();
    }

    @Test
    void everyCallOfTheStoreIsMeasured() {
        try (Stage stage = Stage.open()) {
            stage.store.next(StoreVerb.CLAIM, FaultyStore.DOWN);
            stage.run(TestCall.of("k")).complete(Stage.answer("x"));

            assertThat(stage.events.all(EngineEvent.StoreCalled.class))
                    .extracting(EngineEvent.StoreCalled::verb, EngineEvent.StoreCalled::failed)
                    .containsExactly(
                            tuple(StoreVerb.CLAIM, true),
                            tuple(StoreVerb.CLAIM, false),
                            tuple(StoreVerb.COMPLETE, false));
            assertThat(stage.events.all(EngineEvent.StoreCalled.class))
                    .allSatisfy(call -> assertThat(call.nanos()).isNotNegative());
        }
    }

    static Stream<EngineListener> brokenListeners() {
        return Stream.of(
                event -> {
                    throw new IllegalStateException("broken");
                },
                event -> {
                    throw new NoClassDefFoundError("broken");
                },
                event -> {
                    throw new StackOverflowError("broken");
                },
                event -> EngineEventsTests.<RuntimeException>throwUnchecked(new IOException("broken")));
    }

    /** What a listener written in a language without checked exceptions may do. */
    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void throwUnchecked(Throwable failure) throws T {
        throw (T) failure;
    }

    @ParameterizedTest
    @MethodSource("brokenListeners")
    void aListenerThatThrowsDecidesOverNothing(EngineListener broken) {
        try (IdempotencyEngine engine =
                new IdempotencyEngine(new InMemoryIdempotencyStore(10, 1_000, 100), EngineSettings.DEFAULTS, broken)) {
            ProtectedCall call = TestCall.of("k").build();

            Execution execution = Stage.running(engine.admit(call));
            assertThat(Stage.rejection(engine, TestCall.of("k").asking("else"))).isNotNull();
            assertThat(execution.complete(Stage.answer("x"))).isEqualTo(Ending.RECORDED);
            assertThat(Stage.replayed(engine.admit(call))).isEqualTo(Stage.answer("x"));
        }
    }

    @Test
    void noEventShowsARawKeyOrAPayload() {
        try (Stage stage = Stage.open()) {
            TestCall call = TestCall.of("raw-key").asking("raw-body");
            stage.run(call).complete(Stage.answer("raw-answer"));
            stage.replay(call);
            stage.rejection(call.asking("other"));

            assertThat(stage.events.all(EngineEvent.class))
                    .hasSizeGreaterThan(5)
                    .allSatisfy(event -> assertThat(event.toString())
                            .contains("orders.create")
                            .doesNotContain("raw-"));
            assertThat(new ProtectedCall(IdempotencyKey.of("raw-key"), Fingerprint.NONE, "op", call.policy())
                            .toString())
                    .doesNotContain("raw-");
        }
    }
}
