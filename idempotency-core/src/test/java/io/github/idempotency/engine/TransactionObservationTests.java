package io.github.idempotency.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.idempotency.CallRejectedException;
import io.github.idempotency.Rejection;
import io.github.idempotency.codec.TraceReference;
import io.github.idempotency.store.ClaimBlockedException;
import io.github.idempotency.store.TransactionConflictException;
import io.github.idempotency.store.memory.InMemoryIdempotencyStore;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is told about a call whose record is part of the application's transaction. */
class TransactionObservationTests {

    private final JoiningStore store = new JoiningStore(new InMemoryIdempotencyStore(100, 100_000, 1_000));
    private final RecordedCalls calls = new RecordedCalls();
    private final IdempotencyEngine engine = new IdempotencyEngine(store, EngineSettings.DEFAULTS, event -> {}, calls);

    @AfterEach
    void nobodyIsInside() {
        engine.close();
        assertThat(calls.all).allSatisfy(call -> assertThat(call.open).hasValue(0));
    }

    private Admission admit() {
        return engine.admitInTransaction(TestCall.of("a").build(), false);
    }

    private TransactionalExecution run() {
        return (TransactionalExecution) Stage.running(admit());
    }

    @Test
    void aCallEndsWithItsTransaction() {
        calls.trace = new TraceReference("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331");
        TransactionalExecution execution = run();
        execution.complete(Stage.answer("1"));
        assertThat(calls.all.get(0).names()).containsExactly("Started");
        execution.committed();
        Stage.replayed(admit());

        assertThat(calls.sequences()).containsExactly(List.of("Started", "Ended"), List.of("Replayed"));
        assertThat(((EngineEvent.Replayed) calls.all.get(1).last()).recordedBy())
                .isEqualTo(calls.trace);
    }

    @Test
    void aCallWhoseTransactionIsRolledBackEndsOnce() {
        TransactionalExecution execution = run();
        execution.complete(Stage.answer("1"));
        store.rollBack();
        execution.rolledBack();
        execution.uncertain();

        assertThat(calls.sequences()).containsExactly(List.of("Started", "Ended"));
    }

    @Test
    void aConflictEndsOneCallAndTheNextTryIsAnother() {
        store.failure = () -> new TransactionConflictException("deadlock", null);
        assertThatExceptionOfType(TransactionConflictException.class).isThrownBy(this::admit);
        store.failure = () -> null;
        run().rolledBack();

        assertThat(calls.sequences()).containsExactly(List.of("Conflicted"), List.of("Started", "Ended"));
    }

    @Test
    void aCallThatIsBlockedOrHasNoTransactionIsRefused() {
        store.failure = () -> new ClaimBlockedException("locked", null);
        assertThatExceptionOfType(CallRejectedException.class).isThrownBy(this::admit);
        engine.blocked(TestCall.of("a").build(), new IllegalStateException("conflicts"));
        assertThatExceptionOfType(CallRejectedException.class)
                .isThrownBy(() ->
                        engine.withoutTransaction(TestCall.of("a").build(), new IllegalStateException("no pool")));

        assertThat(calls.sequences()).containsExactly(List.of("Rejected"), List.of("Rejected"), List.of("Rejected"));
    }

    @Test
    void aStoreThatBreaksItsPromisesEndsTheCallAllTheSame() {
        store.failure = () -> new CallRejectedException(Rejection.KEY_INVALID, "not its business");
        assertThatExceptionOfType(CallRejectedException.class).isThrownBy(this::admit);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> engine.admitInTransaction(UnexpectedFailureTests.withTooLongAName(), false));

        assertThat(calls.sequences()).containsExactly(List.of("Rejected"));
    }
}
