package io.github.idempotency.test.call;

import static io.github.idempotency.test.call.CallAssertions.assertThatCalls;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.idempotency.CallRejectedException;
import io.github.idempotency.Fingerprint;
import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.Outcome;
import io.github.idempotency.Rejection;
import io.github.idempotency.TransactionMode;
import io.github.idempotency.WhenAbandoned;
import io.github.idempotency.WhenFails;
import io.github.idempotency.WhenInProgress;
import io.github.idempotency.WhenStoreFails;
import io.github.idempotency.engine.Admission;
import io.github.idempotency.engine.CallPolicy;
import io.github.idempotency.engine.Ending;
import io.github.idempotency.engine.EngineSettings;
import io.github.idempotency.engine.Execution;
import io.github.idempotency.engine.IdempotencyEngine;
import io.github.idempotency.engine.ProtectedCall;
import io.github.idempotency.store.memory.InMemoryIdempotencyStore;
import io.github.idempotency.test.StoreFaults;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecordedCallsAssertTests {

    private static final CallPolicy POLICY = new CallPolicy(
            Duration.ofSeconds(30),
            Duration.ofHours(1),
            WhenInProgress.REJECT,
            Duration.ZERO,
            WhenAbandoned.REEXECUTE,
            WhenStoreFails.REFUSE,
            WhenFails.RELEASE,
            TransactionMode.SEPARATE);

    private static final Outcome RESULT = Outcome.result("paid".getBytes(StandardCharsets.UTF_8));
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final String PAY = "POST /payments";
    private static final String SHIP = "Shipping.ship";

    private final RecordedCalls calls = new RecordedCalls();
    private final StoreFaults faults = new StoreFaults();
    private final IdempotencyEngine engine = new IdempotencyEngine(
            faults.wrap(new InMemoryIdempotencyStore(100, 10_000, 1_000)), EngineSettings.DEFAULTS, calls);

    @AfterEach
    void close() {
        faults.recover();
        engine.close();
    }

    @Test
    void aCallAndItsDuplicateAreExecutedOnceAndReplayedOnce() {
        pay("key", "10.00");
        pay("key", "10.00");

        assertThatCalls(calls)
                .ofOperation(PAY)
                .wereExecuted(1)
                .wereReplayed(1)
                .wereNotRefused()
                .wereUnprotected(0)
                .haveEnded(Ending.RECORDED, 1);
    }

    @Test
    void aDescriptionIsKept() {
        assertThatThrownBy(() -> assertThatCalls(calls)
                        .as("the retry of %s", "Monday")
                        .within(SHORT)
                        .ofOperation(PAY)
                        .wereExecuted(1))
                .hasMessageStartingWith("[the retry of Monday] Expected calls of 'POST /payments' to be executed once");
    }

    @Test
    void aReusedKeyIsRefused() {
        pay("key", "10.00");
        assertThatThrownBy(() -> pay("key", "99.00")).isInstanceOf(CallRejectedException.class);

        assertThatCalls(calls).wereExecuted(1).wereRefused(Rejection.KEY_REUSED, 1);
        assertThatThrownBy(() -> assertThatCalls(calls).within(SHORT).wereRefused(Rejection.IN_PROGRESS, 1))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("to be refused as IN_PROGRESS once, but it was 0 times")
                .hasMessageContaining("refused as KEY_REUSED");
        assertThatThrownBy(() -> assertThatCalls(calls).wereNotRefused())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("refused 0 times, but it was once");
    }

    @Test
    void tooFewFailAfterAWhileAndTheMessageListsWhatWasSeen() {
        pay("key", "10.00");
        ship();

        assertThatThrownBy(() ->
                        assertThatCalls(calls).ofOperation(PAY).within(SHORT).wereReplayed(1))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("calls of 'POST /payments' to be replayed once, but it was 0 times")
                .hasMessageContaining("executed")
                .hasMessageContaining("ended as RECORDED")
                .hasMessageContaining("Other operations seen: 'Shipping.ship'");
    }

    @Test
    void tooManyFailAtOnce() {
        pay("key", "10.00");
        pay("other", "10.00");

        assertThatThrownBy(
                        () -> assertThatCalls(calls).within(Duration.ofDays(1)).wereExecuted(1))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("calls of any operation to be executed once, but it was 2 times");
    }

    @Test
    void anOperationThatWasNeverCalledIsNamedWithThoseThatWere() {
        ship();

        assertThatThrownBy(() -> assertThatCalls(calls)
                        .ofOperation("POST /payment")
                        .within(SHORT)
                        .wereExecuted(1))
                .hasMessageContaining("Nothing was seen of it.")
                .hasMessageContaining("'Shipping.ship'");
    }

    @Test
    void callsOfOtherOperationsDoNotCount() {
        pay("key", "10.00");
        ship();

        assertThatCalls(calls).ofOperation(SHIP).wereExecuted(1);
        assertThatCalls(calls).wereExecuted(2);
    }

    @Test
    void anEndingIsWaitedFor() {
        Execution running = run(call(PAY, "key", "10.00"));
        CompletableFuture<Ending> end = CompletableFuture.supplyAsync(
                running::release, CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS));

        assertThatCalls(calls).haveEnded(Ending.RELEASED, 1).haveEnded(Ending.RECORDED, 0);
        assertThat(end).succeedsWithin(Duration.ofSeconds(10));
    }

    @Test
    void anotherEndingFails() {
        run(call(PAY, "key", "10.00")).release();

        assertThatThrownBy(() -> assertThatCalls(calls).within(SHORT).haveEnded(Ending.RECORDED, 1))
                .hasMessageContaining("to have ended as RECORDED once, but it was 0 times")
                .hasMessageContaining("ended as RELEASED");
    }

    @Test
    void anAnswerRecordedLateCounts() {
        Execution running = run(call(PAY, "key", "10.00"));
        faults.failEverything();
        running.complete(RESULT);
        assertThatCalls(calls).haveEnded(Ending.DEFERRED, 1);

        faults.recover();

        assertThatCalls(calls).within(Duration.ofSeconds(30)).haveEnded(Ending.RECORDED, 1);
    }

    @Test
    void aCallWithoutProtectionIsNotExecutedOnceMore() {
        faults.failEverything();
        engine.admit(new ProtectedCall(
                IdempotencyKey.of(PAY, "key"),
                Fingerprint.of("10.00"),
                PAY,
                POLICY.withWhenStoreFails(WhenStoreFails.PROCEED)));

        assertThatCalls(calls).wereUnprotected(1).wereExecuted(0);
        assertThatThrownBy(() -> assertThatCalls(calls).wereUnprotected(0))
                .hasMessageContaining("run without protection 0 times, but it was once");
    }

    @Test
    void nothingIsRememberedAfterAReset() {
        pay("key", "10.00");

        calls.reset();

        assertThat(calls.events()).isEmpty();
        assertThatCode(() -> assertThatCalls(calls).wereExecuted(0)).doesNotThrowAnyException();
    }

    @Test
    void messagesShowNoKey() {
        pay("secret-key", "10.00");

        assertThatThrownBy(() -> assertThatCalls(calls).wereExecuted(0))
                .hasMessageContaining("executed")
                .satisfies(error -> assertThat(error.getMessage()).doesNotContain("secret-key"));
    }

    private void pay(String key, String amount) {
        engine.admit(call(PAY, key, amount)).fold(execution -> execution.complete(RESULT), r -> r, () -> "");
    }

    private void ship() {
        run(call(SHIP, "parcel", "")).complete(RESULT);
    }

    private Execution run(ProtectedCall call) {
        return ((Admission.Run) engine.admit(call)).execution();
    }

    private static ProtectedCall call(String operation, String key, String content) {
        return new ProtectedCall(IdempotencyKey.of(operation, key), Fingerprint.of(content), operation, POLICY);
    }
}
