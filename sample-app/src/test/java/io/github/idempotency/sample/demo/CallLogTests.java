package io.github.idempotency.sample.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.Rejection;
import io.github.idempotency.engine.EngineEvent;
import org.junit.jupiter.api.Test;

class CallLogTests {

    private static final IdempotencyKey KEY = IdempotencyKey.of("k");

    private final CallLog log = new CallLog();

    @Test
    void aCallIsThereAsSoonAsItRuns() {
        log.begin(1_000, "Pay", "key");

        assertThat(log.newest()).containsExactly(new Call(1, 1_000, "Pay", 0, "running", null, 0));
    }

    @Test
    void theEngineTellsWhatBecameOfIt() {
        log.begin(1_000, "Pay", "key");
        log.onEvent(new EngineEvent.Started("op", KEY, 1));
        log.end(1_300, 201, "unprotected");

        assertThat(log.newest()).containsExactly(new Call(1, 1_000, "Pay", 201, "executed", KEY.toString(), 300));
        assertThat(log.key("key")).contains(KEY);
    }

    @Test
    void aRefusalHasItsCode() {
        log.begin(1_000, "Pay", null);
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
            log.begin(i, "", null);
            log.end(i, 201, "unprotected");
        }

        assertThat(log.newest()).hasSize(30).first().extracting(Call::number).isEqualTo(40L);
    }
}
