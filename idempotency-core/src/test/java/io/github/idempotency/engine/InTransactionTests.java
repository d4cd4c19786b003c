package io.github.idempotency.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.idempotency.CallRejectedException;
import io.github.idempotency.NestedCallException;
import io.github.idempotency.Outcome;
import io.github.idempotency.Rejection;
import io.github.idempotency.store.ClaimBlockedException;
import io.github.idempotency.store.StoreUnavailableException;
import io.github.idempotency.store.TransactionConflictException;
import io.github.idempotency.store.UnreadableRecordException;
import io.github.idempotency.store.memory.InMemoryIdempotencyStore;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the engine makes of a call whose claim and outcome are part of the application's transaction. */
class InTransactionTests {

    private static final Outcome ANSWER = Stage.answer("42");

    private final JoiningStore store = new JoiningStore(new InMemoryIdempotencyStore(100, 100_000, 1_000));
    private final RecordedEvents events = new RecordedEvents();
    private final IdempotencyEngine engine = new IdempotencyEngine(store, EngineSettings.DEFAULTS, events);
    private final TestCall call = TestCall.of("payment-1");

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void anAnswerCountsWhenItsTransactionHasCommitted() {
        TransactionalExecution execution = run();
        execution.complete(ANSWER);
        assertThat(events.endings()).as("before the commit").isEmpty();

        execution.committed();

        assertThat(events.endings()).containsExactly(Ending.RECORDED);
        assertThat(Stage.replayed(engine.admitInTransaction(call.build(), false)))
                .isEqualTo(ANSWER);
    }

    @Test
    void aRollbackLeavesNothingAndEndsOnce() {
        TransactionalExecution execution = run();
        execution.complete(ANSWER);
        store.rollBack();
        execution.rolledBack();
        execution.rolledBack();
        execution.committed();

        assertThat(events.endings()).containsExactly(Ending.RELEASED);
    }

    @Test
    void aFailureThatIsAnAnswerIsRecordedAfterTheRollback() {
        TransactionalExecution execution = run();
        execution.control().retainFor(Duration.ofDays(3));
        store.rollBack();

        assertThat(execution.recordAnew(ANSWER)).isTrue();
        assertThat(store.maxWait).isZero();
        execution.committed();

        assertThat(events.endings()).containsExactly(Ending.RECORDED);
        assertThat(Stage.replayed(engine.admitInTransaction(call.build(), false)))
                .isEqualTo(ANSWER);
    }

    @Test
    void afterTheRollbackTheNextOwnerHasPrecedence() {
        TransactionalExecution execution = run();
        store.rollBack();
        Execution next = Stage.running(engine.admit(call.build()));

        assertThat(execution.recordAnew(ANSWER)).isFalse();
        store.failure = () -> new ClaimBlockedException("locked", null);
        assertThat(execution.recordAnew(ANSWER)).isFalse();
        execution.rolledBack();

        assertThat(events.endings()).containsExactly(Ending.RELEASED);
        store.failure = () -> null;
        assertThat(next.complete(Stage.answer("43"))).isEqualTo(Ending.RECORDED);
    }

    @Test
    void aCommitOfUnknownOutcomeIsLeftToWhoeverComesNext() {
        TransactionalExecution execution = run();
        execution.complete(ANSWER);
        execution.uncertain();

        assertThat(events.endings()).containsExactly(Ending.ABANDONED);
    }

    @Test
    void whatCannotBeWrittenStopsTheTransaction() {
        TransactionalExecution execution = run();
        store.rollBack();

        assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(() -> execution.complete(ANSWER))
                .withMessageContaining("savepoint");
    }

    @Test
    void anAnswerTooLargeIsRecordedAsUnrecorded() {
        TransactionalExecution execution = run();
        execution.complete(Outcome.result(new byte[2_000]));
        execution.committed();

        assertThat(rejection()).isEqualTo(Rejection.ANSWER_NOT_RECORDED);
    }

    @Test
    void whoIsBlockedIsToldToComeBack() {
        store.failure = () -> new ClaimBlockedException("locked", null);

        CallRejectedException refusal = refusal();

        assertThat(refusal.rejection()).isEqualTo(Rejection.IN_PROGRESS);
        assertThat(refusal.retryAfter()).isPositive();
    }

    @Test
    void onlyWhoMayWaitWaits() {
        run();
        assertThat(store.maxWait).isZero();

        engine.admitInTransaction(
                TestCall.of("other").waiting(Duration.ofSeconds(7)).build(), true);
        assertThat(store.maxWait).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void anOwnerInAnotherModeIsNotWaitedFor() {
        engine.admit(call.build());

        assertThatExceptionOfType(CallRejectedException.class)
                .isThrownBy(() -> engine.admitInTransaction(
                        TestCall.of("payment-1").waiting(Duration.ofMinutes(5)).build(), false))
                .extracting(CallRejectedException::rejection)
                .isEqualTo(Rejection.IN_PROGRESS);
    }

    @Test
    void aConflictIsForTheOneWhoOwnsTheTransaction() {
        store.failure = () -> new TransactionConflictException("serialization failure", null);

        assertThatExceptionOfType(TransactionConflictException.class)
                .isThrownBy(() -> engine.admitInTransaction(call.build(), false));
        assertThat(events.all(EngineEvent.Rejected.class)).isEmpty();
    }

    @Test
    void withoutAStoreThePolicyDecides() {
        store.failure = () -> new StoreUnavailableException("down", null);

        assertThat(rejection()).isEqualTo(Rejection.STORE_UNAVAILABLE);
        assertThat(engine.admitInTransaction(call.proceeding().build(), false))
                .isInstanceOf(Admission.Unprotected.class);
    }

    @Test
    void anUnreadableRecordIsRefused() {
        store.failure = () -> new UnreadableRecordException("format 99", null);

        assertThat(rejection()).isEqualTo(Rejection.RECORD_UNREADABLE);
    }

    @Test
    @SuppressWarnings("try") // the scope is only closed
    void theSameKeyInsideItselfIsAMistake() {
        try (Execution.Scope ignored = run().enter()) {
            assertThatExceptionOfType(NestedCallException.class)
                    .isThrownBy(() -> engine.admitInTransaction(call.build(), true));
        }
    }

    @Test
    void aStoreThatCannotJoinIsNeverAsked() {
        try (Stage stage = Stage.open()) {
            assertThatExceptionOfType(CallRejectedException.class)
                    .isThrownBy(() -> stage.engine.admitInTransaction(call.build(), false))
                    .extracting(CallRejectedException::rejection)
                    .isEqualTo(Rejection.STORE_UNAVAILABLE);
        }
    }

    private TransactionalExecution run() {
        return (TransactionalExecution) Stage.running(engine.admitInTransaction(call.build(), false));
    }

    private Rejection rejection() {
        return refusal().rejection();
    }

    private CallRejectedException refusal() {
        try {
            engine.admitInTransaction(call.build(), false);
        } catch (CallRejectedException e) {
            return e;
        }
        throw new AssertionError("The call was admitted");
    }
}
