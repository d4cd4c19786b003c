package io.github.idempotency.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.idempotency.CallRejectedException;
import io.github.idempotency.Outcome;
import io.github.idempotency.Rejection;
import io.github.idempotency.engine.EngineEvent.StoreVerb;
import io.github.idempotency.store.Claim;
import io.github.idempotency.store.ClaimRequest;
import io.github.idempotency.store.IdempotencyStore;
import io.github.idempotency.store.Lease;
import io.github.idempotency.store.StoreTraits;
import io.github.idempotency.store.StoreUnavailableException;
import io.github.idempotency.store.memory.InMemoryIdempotencyStore;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an execution answers to whoever drives it, with and without a transaction. */
@Timeout(30)
class ExecutionAnswersTests {

    private final TestCall call = TestCall.of("k");
    private static final Outcome ANSWER = Stage.answer("42");

    private final Stage stage = Stage.open();
    private final JoiningStore joining = new JoiningStore(new InMemoryIdempotencyStore(100, 100_000, 1_000));
    private final RecordedEvents events = new RecordedEvents();
    private final IdempotencyEngine engine = new IdempotencyEngine(joining, EngineSettings.DEFAULTS, events);

    @AfterEach
    void close() {
        stage.close();
        engine.close();
    }

    @Test
    void anOwnerIsOneAsLongAsTheStoreDoesNotDenyIt() {
        Execution owner = stage.run(call);
        assertThat(owner.stillOwned()).isTrue();
        stage.timePasses(Duration.ofSeconds(20));
        assertThat(owner.stillOwned()).as("renewed").isTrue();
        stage.timePasses(Duration.ofSeconds(20));
        assertThat(stage.rejection(call)).isEqualTo(Rejection.IN_PROGRESS);

        stage.store.next(StoreVerb.RENEW, FaultyStore.DOWN);
        assertThat(owner.stillOwned()).as("nobody knows").isTrue();
        assertThat(stage.events.all(EngineEvent.LeaseLost.class)).isEmpty();
    }

    @Test
    void anOwnerThatWasReplacedLearnsIt() {
        Execution late = stage.run(call);
        stage.timePasses(Duration.ofSeconds(31));
        stage.run(call);

        assertThat(late.stillOwned()).isFalse();
        assertThat(stage.events.all(EngineEvent.LeaseLost.class)).hasSize(1);
    }

    @Test
    void anExecutionEndsOnceAndWhateverComesAfterChangesNothing() {
        Execution completed = stage.run(call);
        assertThat(completed.ended()).isFalse();
        assertThat(completed.complete(ANSWER)).isEqualTo(Ending.RECORDED);
        assertThat(completed.ended()).isTrue();
        assertThat(completed.release()).isEqualTo(Ending.ABANDONED);
        assertThat(completed.abandon()).isEqualTo(Ending.ABANDONED);
        assertThat(completed.complete(Stage.answer("43"))).isEqualTo(Ending.ABANDONED);
        assertThat(stage.replay(call)).isEqualTo(ANSWER);
    }

    @Test
    void aStepBeginsOnce() {
        Execution execution = stage.run(call);

        assertThat(execution.beginStep("charge")).isTrue();
        assertThat(execution.beginStep("ship")).isTrue();
        assertThat(execution.beginStep("charge")).isFalse();
    }

    @Test
    void anAnswerMayHaveExactlyTheSizeTheStoreTakes() {
        int envelope = size(Stage.answer(""));
        Execution execution = stage.run(TestCall.of("fits"));
        execution.complete(Outcome.result(new byte[Stage.MAX_PAYLOAD - envelope]));
        assertThat(stage.replay(TestCall.of("fits")).payload()).hasSize(Stage.MAX_PAYLOAD - envelope);

        stage.run(TestCall.of("too large")).complete(Outcome.result(new byte[Stage.MAX_PAYLOAD - envelope + 1]));
        assertThat(stage.rejection(TestCall.of("too large"))).isEqualTo(Rejection.ANSWER_NOT_RECORDED);
    }

    @Test
    void withinATransactionEveryVerbAnswersWhatItWrote() {
        assertThat(inTransaction("a").complete(ANSWER)).isEqualTo(Ending.RECORDED);
        assertThat(inTransaction("b").complete(Outcome.unknown())).isEqualTo(Ending.HELD);
        TransactionalExecution released = inTransaction("c");
        assertThat(released.stillOwned()).isTrue();
        assertThat(released.release()).isEqualTo(Ending.RELEASED);
        released.committed();
        TransactionalExecution abandoned = inTransaction("d");
        assertThat(abandoned.abandon()).isEqualTo(Ending.ABANDONED);
        assertThat(abandoned.ended()).isTrue();

        assertThat(events.endings()).containsExactly(Ending.RELEASED);
        assertThat(inTransaction("c").attempt()).isEqualTo(1);
    }

    @Test
    void aReleaseThatIsNotInTheTransactionAnyMoreIsLoud() {
        TransactionalExecution execution = inTransaction("a");
        joining.rollBack();

        assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(execution::release)
                .withMessageContaining("savepoint");
    }

    @Test
    void aClosedEngineOpensNothingInATransactionEither() {
        engine.close();

        assertThatExceptionOfType(CallRejectedException.class)
                .isThrownBy(() -> inTransaction("a"))
                .extracting(CallRejectedException::rejection)
                .isEqualTo(Rejection.STORE_UNAVAILABLE);
    }

    @Test
    void aBugInATransactionalStoreEndsTheCallForThoseWhoCount() {
        joining.failure = () -> new IllegalArgumentException("a bug");

        assertThatExceptionOfType(CallRejectedException.class).isThrownBy(() -> inTransaction("a"));
        assertThat(events.all(EngineEvent.Rejected.class)).hasSize(1);
    }

    @Test
    void whereNoTransactionCanBeHadThePolicyDecides() {
        Exception cause = new IllegalStateException("no connection");

        assertThat(engine.withoutTransaction(call.proceeding().build(), cause))
                .isInstanceOf(Admission.Unprotected.class);
        assertThatExceptionOfType(CallRejectedException.class)
                .isThrownBy(() -> engine.withoutTransaction(TestCall.of("k").build(), cause))
                .withCause(cause);
        assertThat(engine.blocked(call.build(), cause).rejection()).isEqualTo(Rejection.IN_PROGRESS);
    }

    @Test
    void enginesAreFoundByTheNameOfTheirStore() {
        EngineRegistry registry = new EngineRegistry(Map.of("one", engine), stage.engine);

        assertThat(registry.byStore()).containsOnlyKeys("one");
        assertThat(registry.standard()).isSameAs(stage.engine);
        assertThat(registry.forStore("one")).isSameAs(engine);
        assertThat(engine.store()).isSameAs(joining);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> registry.forStore("two"))
                .withMessageContaining("[one]");
    }

    @Test
    void aStoreThatCannotTellItsTraitsWorksAllTheSame() {
        RecordedEvents heard = new RecordedEvents();
        try (IdempotencyEngine without =
                new IdempotencyEngine(new Speechless(joining), EngineSettings.DEFAULTS, heard)) {
            Execution execution = Stage.running(without.admit(call.build()));
            assertThat(execution.complete(ANSWER)).isEqualTo(Ending.RECORDED);
            assertThat(Stage.replayed(without.admit(call.build()))).isEqualTo(ANSWER);
        }
    }

    private TransactionalExecution inTransaction(String key) {
        return (TransactionalExecution)
                Stage.running(engine.admitInTransaction(TestCall.of(key).build(), false));
    }

    /** How much of a record is not the answer itself. */
    private int size(Outcome empty) {
        stage.run(TestCall.of("empty")).complete(empty);
        return stage.events.all(EngineEvent.Ended.class).get(0).payloadBytes();
    }

    /** Throws where it should introduce itself. */
    private record Speechless(IdempotencyStore sound) implements IdempotencyStore {

        @Override
        public Claim claim(ClaimRequest request) {
            return sound.claim(request);
        }

        @Override
        public boolean renew(Lease lease, Duration extension) {
            return sound.renew(lease, extension);
        }

        @Override
        public boolean complete(Lease lease, Outcome outcome, Duration retention) {
            return sound.complete(lease, outcome, retention);
        }

        @Override
        public boolean release(Lease lease) {
            return sound.release(lease);
        }

        @Override
        public StoreTraits traits() {
            throw new IllegalStateException("not connected yet");
        }
    }
}
