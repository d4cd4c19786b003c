package io.github.idempotency.spring.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.Rejection;
import io.github.idempotency.WhenStoreFails;
import io.github.idempotency.engine.EngineEvent;
import io.github.idempotency.engine.EngineEvent.StoreVerb;
import io.github.idempotency.engine.EngineListener;
import io.github.idempotency.engine.EngineRegistry;
import io.github.idempotency.engine.EngineSettings;
import io.github.idempotency.engine.IdempotencyEngine;
import io.github.idempotency.spring.health.HealthReport.Status;
import io.github.idempotency.store.IdempotencyStore;
import io.github.idempotency.store.StoreUnavailableException;
import io.github.idempotency.store.UnreadableRecordException;
import io.github.idempotency.store.memory.InMemoryIdempotencyStore;
import io.github.idempotency.test.FlakyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoresHealthTests {

    private static final IdempotencyKey KEY = IdempotencyKey.of("some");

    private final AskedStore asked = new AskedStore();
    private final StorePulses pulses = new StorePulses();
    private final EngineListener calls = pulses.around(asked.store, event -> {});

    @AfterEach
    void openTheGate() {
        asked.gate.countDown();
    }

    @Test
    void aStoreThatAnswersIsUp() {
        HealthReport report = health(asked.store, WhenStoreFails.REFUSE).report();

        assertThat(report.status()).isEqualTo(Status.UP);
        assertThat(details(report, "memory"))
                .containsEntry("status", "UP")
                .containsEntry("shared", false)
                .containsEntry("durable", false)
                .containsEntry("whenStoreFails", "refuse")
                .doesNotContainKeys("sinceLastAnswer", "sinceLastFailure", "failure");
    }

    @ParameterizedTest
    @CsvSource({"REFUSE, DOWN", "PROCEED, UNKNOWN"})
    void aStoreThatFailsIsAsBadAsItsCallersTakeIt(WhenStoreFails policy, Status status) {
        asked.failure =
                new StoreUnavailableException("jdbc://user:password@host", new IllegalStateException("password"));
        HealthReport report = health(asked.store, policy).report();

        assertThat(report.status()).isEqualTo(status);
        assertThat(details(report, "memory"))
                .containsEntry("status", status.name())
                .containsEntry(
                        "failure",
                        "io.github.idempotency.store.StoreUnavailableException: java.lang.IllegalStateException");
        assertThat(report.toString()).doesNotContain("password");
    }

    @Test
    void itRecoversAndRemembersTheFailure() {
        StoresHealth health = health(asked.store, WhenStoreFails.REFUSE);
        asked.failure = new StoreUnavailableException("down", null);
        assertThat(health.report().status()).isEqualTo(Status.DOWN);

        asked.failure = null;
        HealthReport report = health.report();
        assertThat(report.status()).isEqualTo(Status.UP);
        assertThat(details(report, "memory").get("sinceLastFailure").toString()).startsWith("PT");
    }

    @Test
    void aRecordThatCannotBeReadIsAnAnswer() {
        asked.failure = new UnreadableRecordException("format 99", null);
        assertThat(health(asked.store, WhenStoreFails.REFUSE).report().status()).isEqualTo(Status.UP);
    }

    @Test
    void aStoreThatCannotBeAskedIsJudgedByItsLastCall() {
        FlakyStore blind = new FlakyStore(new InMemoryIdempotencyStore(10, 1_000, 1_000));
        EngineListener ofBlind = pulses.around(blind, event -> {});
        StoresHealth health = health(blind, WhenStoreFails.REFUSE);
        assertThat(health.report().status()).as("nothing is known").isEqualTo(Status.UNKNOWN);

        ofBlind.onEvent(called(false));
        assertThat(health.report().status()).isEqualTo(Status.UP);
        ofBlind.onEvent(called(true));
        assertThat(health.report().status()).isEqualTo(Status.DOWN);
        assertThat(health(blind, WhenStoreFails.PROCEED).report().status()).isEqualTo(Status.UNKNOWN);
        ofBlind.onEvent(new EngineEvent.Rejected("pay", KEY, Rejection.RECORD_UNREADABLE));
        assertThat(health.report().status()).as("a corrupt record is an answer").isEqualTo(Status.UP);
        ofBlind.onEvent(called(true));
        ofBlind.onEvent(called(false));
        assertThat(health.report().status()).isEqualTo(Status.UP);
    }

    @Test
    void callsTellHowLongAgoTheStoreAnswered() {
        calls.onEvent(called(false));
        assertThat(details(health(asked.store, WhenStoreFails.REFUSE).report(), "memory"))
                .containsKey("sinceLastAnswer");
    }

    private static EngineEvent called(boolean failed) {
        return new EngineEvent.StoreCalled("pay", KEY, StoreVerb.CLAIM, 1, failed);
    }

    private StoresHealth health(IdempotencyStore store, WhenStoreFails standard) {
        IdempotencyEngine engine = new IdempotencyEngine(store, EngineSettings.DEFAULTS, event -> {});
        return new StoresHealth(
                new EngineRegistry(Map.of("memory", engine), engine),
                List::of,
                standard,
                pulses,
                Duration.ofMillis(300));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> details(HealthReport report, String store) {
        return ((Map<String, Map<String, Object>>) report.details().get("stores")).get(store);
    }
}
