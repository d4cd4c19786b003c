package io.github.idempotency.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.idempotency.Outcome;
import io.github.idempotency.WhenAbandoned;
import io.github.idempotency.engine.EngineEvent.StoreVerb;
import io.github.idempotency.store.Claim;
import io.github.idempotency.store.ClaimRequest;
import io.github.idempotency.store.Owner;
import io.github.idempotency.store.memory.InMemoryIdempotencyStore;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Answers that wait for the store do not use up the memory of the process. */
@Timeout(30)
class PendingBytesTests {

    private final FaultyStore store = new FaultyStore(new InMemoryIdempotencyStore(10, 1_000, 100));
    private final RecordedEvents recorded = new RecordedEvents();
    private final Events events = new Events(recorded, null, "memory");
    private final LateEndings lateEndings = new LateEndings("late", 10, 5, Duration.ofSeconds(1));
    private final Heartbeats heartbeats = new Heartbeats(Duration.ofSeconds(1));
    private final EngineSettings settings = EngineSettings.DEFAULTS;
    private final StoreGateway gateway = new StoreGateway(store, events, Duration.ofMillis(100), lateEndings::hurry);
    private final EngineParts parts = new EngineParts(
            settings,
            gateway,
            events,
            heartbeats,
            lateEndings,
            new OrphanClaims(gateway, settings),
            new FailureLog(System::nanoTime),
            NearRecords.NONE);

    @AfterEach
    void close() {
        lateEndings.close();
        heartbeats.close();
    }

    @Test
    void beyondTheBytesThatMayWaitOnlyTheFactIsKept() {
        LeasedExecution first = execution("first");
        LeasedExecution second = execution("second");
        store.always(StoreVerb.COMPLETE, FaultyStore.DOWN);
        assertThat(first.complete(Stage.answer("12345"))).isEqualTo(Ending.DEFERRED);
        assertThat(second.complete(Stage.answer("6"))).isEqualTo(Ending.DEFERRED);

        store.up();

        await().until(() -> recorded.lateEndings().size() == 2);
        assertThat(settled("first")).isEqualTo(Stage.answer("12345"));
        assertThat(settled("second")).isEqualTo(Outcome.unrecorded());
        assertThat(lateEndings.reserve(5)).as("all bytes are free again").isTrue();
    }

    private LeasedExecution execution(String key) {
        ProtectedCall call = TestCall.of(key).build();
        Claim.Granted granted = (Claim.Granted) store.claim(request(call));
        LeasedExecution execution = new LeasedExecution(
                call, granted.lease(), 1, new CallWatch(parts.events(), null), System.nanoTime(), parts);
        execution.start();
        return execution;
    }

    private Outcome settled(String key) {
        return ((Claim.Settled) store.claim(request(TestCall.of(key).build()))).outcome();
    }

    private static ClaimRequest request(ProtectedCall call) {
        return new ClaimRequest(
                call.key(),
                Owner.next(),
                call.fingerprint(),
                call.operation(),
                call.policy().lease(),
                call.policy().retention(),
                call.policy().whenAbandoned() == WhenAbandoned.REEXECUTE);
    }
}
