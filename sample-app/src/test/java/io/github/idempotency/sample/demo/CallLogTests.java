package io.github.idempotency.sample.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.Rejection;
import io.github.idempotency.engine.Ending;
import io.github.idempotency.engine.EngineEvent;
import org.junit.jupiter.api.Test;

class CallLogTests {

    private static final IdempotencyKey KEY = IdempotencyKey.of("k");

    private final CallLog log = new CallLog();

    @Test
    void aCallIsThereAsSoonAsItRuns() {
        log.begin(1_000, "Pay");

        assertThat(log.newest()).containsExactly(new Call(1, 1_000, "Pay", 0, "running", null, 0));
    }

    @Test
    void theEngineTellsWhatBecameOfIt() {
        log.begin(1_000, "Pay");
        log.onEvent(new EngineEvent.Started("op", KEY, 1));
        log.end(1_300, 201, "unprotected");

        assertThat(log.newest()).containsExactly(new Call(1, 1_000, "Pay", 201, "executed", KEY.toString(), 300));
    }

    @Test
    void whatFailedIsNotExecuted() {
        log.begin(1_000, "Pay");
        log.onEvent(new EngineEvent.Started("op", KEY, 1));
        log.end(1_300, 500, "failed");

        assertThat(log.newest()).extracting(Call::outcome).containsExactly("failed");
    }

    /** As it does when the container renders the error after the filters. */
    @Test
    void anExecutionMayEndAfterItsRequestAndOnAnotherThread() throws InterruptedException {
        log.begin(1_000, "Pay");
        log.onEvent(new EngineEvent.Started("op", KEY, 1));
        log.end(1_300, 500, "failed");
        Thread other =
                new Thread(() -> log.onEvent(new EngineEvent.Ended("op", KEY, Ending.RELEASED, Ending.RELEASED, 0)));
        other.start();
        other.join();

        assertThat(log.newest()).containsExactly(new Call(1, 1_000, "Pay", 500, "released", KEY.toString(), 300));
    }

    @Test
    void anExecutionThatEndedBeforeIsNotTakenForALaterOne() {
        log.begin(1_000, "Pay");
        log.onEvent(new EngineEvent.Started("op", KEY, 1));
        log.onEvent(new EngineEvent.Ended("op", KEY, Ending.RECORDED, Ending.RECORDED, 10));
        log.end(1_300, 201, "unprotected");
        log.onEvent(new EngineEvent.Ended("op", KEY, Ending.HELD, Ending.HELD, 0));

        assertThat(log.newest()).extracting(Call::outcome).containsExactly("executed");
    }

    @Test
    void aRefusalHasItsCode() {
        log.begin(1_000, "Pay");
        log.onEvent(new EngineEvent.Rejected("op", null, Rejection.KEY_MISSING));
        log.end(1_001, 400, "failed");

        assertThat(log.newest()).containsExactly(new Call(1, 1_000, "Pay", 400, "idempotency-key-missing", null, 1));
    }

    @Test
    void whatTheEngineDoesForOthersIsNotNoted() {
        log.onEvent(new EngineEvent.Started("op", KEY, 1));
        log.end(1_000, 200, "unprotected");

        assertThat(log.newest()).isEmpty();
    }

    @Test
    void onlyTheLastCallsAreKeptTheNewestFirst() {
        for (int i = 1; i <= 40; i++) {
            log.begin(i, "");
            log.end(i, 201, "unprotected");
        }

        assertThat(log.newest()).hasSize(30).first().extracting(Call::number).isEqualTo(40L);
    }
}
