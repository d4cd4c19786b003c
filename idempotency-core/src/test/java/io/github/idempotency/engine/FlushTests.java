package io.github.idempotency.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.Rejection;
import io.github.idempotency.engine.EngineEvent.StoreVerb;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FlushTests {

    private static final TestCall CALL = TestCall.of("k");
    private static final Duration LONG = Duration.ofSeconds(20);

    private final Stage stage = Stage.open();
    private final EngineRegistry registry = new EngineRegistry(Map.of("memory", stage.engine), stage.engine);

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void whatTheStoreDidNotTakeIsTakenAtOnce() {
        Execution execution = stage.run(CALL);
        stage.store.always(StoreVerb.COMPLETE, FaultyStore.DOWN);
        assertThat(execution.complete(Stage.answer("done"))).isEqualTo(Ending.DEFERRED);
        stage.store.up();

        assertThat(registry.flush(LONG)).isTrue();

        assertThat(stage.events.lateEndings()).containsExactly(Ending.RECORDED);
        assertThat(stage.replay(CALL)).isEqualTo(Stage.answer("done"));
    }

    @Test
    void aClaimNobodyKnowsOfIsGivenBackAtOnce() {
        stage.store.always(StoreVerb.CLAIM, FaultyStore.REPLY_LOST);
        assertThat(stage.rejection(CALL)).isEqualTo(Rejection.STORE_UNAVAILABLE);
        stage.store.up();

        assertThat(registry.flush(LONG)).isTrue();

        assertThat(stage.run(CALL).attempt()).isEqualTo(1);
    }

    @Test
    void aStoreThatIsStillAwayLeavesSomethingBehind() {
        Execution execution = stage.run(CALL);
        stage.store.always(StoreVerb.COMPLETE, FaultyStore.DOWN);
        execution.complete(Stage.answer("done"));

        assertThat(registry.flush(LONG)).isFalse();
        assertThat(stage.events.lateEndings()).isEmpty();
    }

    @Test
    void aStoreThatHangsIsNotWaitedForLonger() throws Exception {
        Execution execution = stage.run(CALL);
        stage.store.always(StoreVerb.COMPLETE, FaultyStore.DOWN);
        execution.complete(Stage.answer("done"));
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        stage.store.always(StoreVerb.COMPLETE, FaultyStore.heldUp(arrived, goOn));
        arrived.await();

        assertThat(registry.flush(Duration.ofMillis(20))).isFalse();

        goOn.countDown();
        assertThat(registry.flush(LONG)).isTrue();
    }

    @Test
    void whereNothingWaitsNothingIsLeft() {
        assertThat(registry.flush(LONG)).isTrue();
    }

    @Test
    void aClosedEngineTakesNothingAnyMore() {
        stage.engine.close();

        assertThat(registry.flush(LONG)).isFalse();
    }
}
