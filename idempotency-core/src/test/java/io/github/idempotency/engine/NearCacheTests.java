package io.github.idempotency.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.Outcome;
import io.github.idempotency.Rejection;
import io.github.idempotency.engine.EngineEvent.StoreVerb;
import io.github.idempotency.store.Claim;
import io.github.idempotency.store.RecordInspector;
import io.github.idempotency.store.memory.InMemoryIdempotencyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the engine keeps near, what it does not, and when it lets go of it. */
class NearCacheTests {

    private static final Outcome ANSWER = Stage.answer("42");

    private final Kept kept = new Kept();
    private final InMemoryIdempotencyStore records = new InMemoryIdempotencyStore(100, 100_000, 1_000);
    private final FaultyStore store = new FaultyStore(records);
    private final RecordedEvents events = new RecordedEvents();
    private final IdempotencyEngine engine = new IdempotencyEngine(store, EngineSettings.DEFAULTS, events, null, kept);
    private final JoiningStore joining = new JoiningStore(records);
    private final IdempotencyEngine inTransaction =
            new IdempotencyEngine(joining, EngineSettings.DEFAULTS, events, null, kept);
    private final TestCall call = TestCall.of("payment-1");

    @AfterEach
    void close() {
        engine.close();
        inTransaction.close();
    }

    @Test
    void aDuplicateDoesNotAskTheStore() {
        Stage.running(engine.admit(call.build())).complete(ANSWER);
        int asked = asked();

        assertThat(Stage.replayed(engine.admit(call.build()))).isEqualTo(ANSWER);

        assertThat(asked()).isEqualTo(asked);
        assertThat(events.all(EngineEvent.Replayed.class)).hasSize(1);
    }

    @Test
    void aDuplicateIsAnsweredWhileTheStoreIsDown() {
        Stage.running(engine.admit(call.build())).complete(ANSWER);
        store.always(StoreVerb.CLAIM, FaultyStore.DOWN);

        assertThat(Stage.replayed(engine.admit(call.build()))).isEqualTo(ANSWER);
    }

    @Test
    void anotherRequestUnderTheSameKeyIsStillRefused() {
        Stage.running(engine.admit(call.build())).complete(ANSWER);

        assertThat(Stage.rejection(engine, TestCall.of("payment-1").asking("something else")))
                .isEqualTo(Rejection.KEY_REUSED);
    }

    @Test
    void aReplayableFailureIsKeptLikeAnyAnswer() {
        Outcome failure = Outcome.failure(new byte[] {7});
        Stage.running(engine.admit(call.build())).complete(failure);

        assertThat(kept.outcomes()).containsExactly(failure);
    }

    @Test
    void theRetentionTheCallAskedForIsPassedOn() {
        Execution execution = Stage.running(engine.admit(call.build()));
        execution.control().retainFor(Duration.ofSeconds(3));
        long before = System.nanoTime();
        execution.complete(ANSWER);

        Kept.Entry entry = kept.entries.get(call.build().key());
        assertThat(entry.retention).isEqualTo(Duration.ofSeconds(3));
        assertThat(entry.sinceNanos - before).isNotNegative();
        assertThat(System.nanoTime() - entry.sinceNanos).isNotNegative();
    }

    @Test
    void aRepeatedCompletionCountsFromItsFirstTry() {
        Execution execution = Stage.running(engine.admit(call.build()));
        store.next(StoreVerb.COMPLETE, FaultyStore.REPLY_LOST);
        long[] recorded = new long[1];
        kept.onKeep = () -> recorded[0] = System.nanoTime();

        assertThat(execution.complete(ANSWER)).isEqualTo(Ending.RECORDED);

        // The pause before the second try alone is five milliseconds.
        assertThat(recorded[0] - kept.entries.get(call.build().key()).sinceNanos)
                .isGreaterThanOrEqualTo(Duration.ofMillis(5).toNanos());
    }

    @Test
    void whatIsInProgressOrFreedOrLeftIsNotKept() {
        Execution running = Stage.running(engine.admit(call.build()));
        assertThat(kept.entries).as("running").isEmpty();
        assertThat(Stage.rejection(engine, call)).isEqualTo(Rejection.IN_PROGRESS);

        running.release();
        Stage.running(engine.admit(TestCall.of("left").build())).abandon();
        assertThat(kept.entries).isEmpty();
    }

    @Test
    void whatWaitsForAnOperatorOrHasNoAnswerIsNotKept() {
        Stage.running(engine.admit(call.build())).complete(Outcome.unknown());
        Stage.running(engine.admit(TestCall.of("large").build())).complete(Outcome.result(new byte[2_000]));

        assertThat(kept.entries).isEmpty();
        assertThat(Stage.rejection(engine, TestCall.of("large"))).isEqualTo(Rejection.ANSWER_NOT_RECORDED);
    }

    @Test
    void whatTheStoreHasNotTakenIsNotKept() {
        Execution deferred = Stage.running(engine.admit(call.build()));
        store.always(StoreVerb.COMPLETE, FaultyStore.DOWN);

        assertThat(deferred.complete(ANSWER)).isEqualTo(Ending.DEFERRED);

        assertThat(kept.entries).isEmpty();
    }

    @Test
    void whatALostLeaseHadToRecordIsNotKept() {
        Execution late = Stage.running(engine.admit(call.build()));
        records.delete(call.build().key());

        assertThat(late.complete(ANSWER)).isEqualTo(Ending.LOST);

        assertThat(kept.entries).isEmpty();
    }

    @Test
    void whatOthersHaveSettledIsLeftToTheStore() {
        try (IdempotencyEngine elsewhere = new IdempotencyEngine(store, EngineSettings.DEFAULTS, events)) {
            Stage.running(elsewhere.admit(call.build())).complete(ANSWER);
        }

        assertThat(Stage.replayed(engine.admit(call.build()))).isEqualTo(ANSWER);

        assertThat(kept.entries).as("nobody knows for how long").isEmpty();
    }

    @Test
    void anOperatorsDeletionIsFeltAtOnce() {
        Stage.running(inTransaction.admit(call.build())).complete(ANSWER);
        RecordInspector inspector = operators();

        assertThat(inspector.delete(call.build().key())).isTrue();

        assertThat(inTransaction.admit(call.build())).isInstanceOf(Admission.Run.class);
    }

    @Test
    void whatWasDeletedElsewhereIsGoneAsSoonAsAnOperatorLooksForItHere() {
        Stage.running(inTransaction.admit(call.build())).complete(ANSWER);
        records.delete(call.build().key());

        assertThat(operators().find(call.build().key())).isEmpty();

        assertThat(inTransaction.admit(call.build())).isInstanceOf(Admission.Run.class);
    }

    @Test
    void aDeletionWhileTheStoreIsBeingToldIsNotForgotten() {
        Execution execution = Stage.running(inTransaction.admit(call.build()));
        kept.onKeep = () -> operators().delete(call.build().key());

        execution.complete(ANSWER);

        assertThat(kept.entries).isEmpty();
    }

    @Test
    void whatACacheDoesWrongDoesNotDecideOverACall() {
        kept.onKeep = () -> {
            throw new IllegalStateException("broken");
        };
        kept.onFind = kept.onKeep;

        assertThat(Stage.running(engine.admit(call.build())).complete(ANSWER)).isEqualTo(Ending.RECORDED);
        assertThat(Stage.replayed(engine.admit(call.build()))).isEqualTo(ANSWER);
    }

    @Test
    void inATransactionAnAnswerIsKeptWhenItHasCommitted() {
        TransactionalExecution execution = admittedInTransaction();
        execution.complete(ANSWER);
        assertThat(kept.entries).as("before the commit").isEmpty();

        execution.committed();

        assertThat(kept.outcomes()).containsExactly(ANSWER);
        joining.failure = () -> new IllegalStateException("nobody asks");
        assertThat(Stage.replayed(inTransaction.admitInTransaction(call.build(), false)))
                .isEqualTo(ANSWER);
    }

    @Test
    void whatIsPartOfTheCallersTransactionIsNotKept() {
        TransactionalExecution execution = admittedInTransaction();
        execution.complete(ANSWER);

        execution.committedByOwner();

        assertThat(kept.entries).as("its owner may have lost it on the way").isEmpty();
        assertThat(events.endings()).containsExactly(Ending.RECORDED);
    }

    @Test
    void whatWasRolledBackOrMayHaveBeenIsNotKept() {
        TransactionalExecution undone = admittedInTransaction();
        undone.complete(ANSWER);
        joining.rollBack();
        undone.rolledBack();
        TransactionalExecution open = (TransactionalExecution) Stage.running(
                inTransaction.admitInTransaction(TestCall.of("payment-2").build(), false));
        open.complete(ANSWER);
        open.uncertain();

        assertThat(kept.entries).isEmpty();
    }

    private TransactionalExecution admittedInTransaction() {
        return (TransactionalExecution) Stage.running(inTransaction.admitInTransaction(call.build(), false));
    }

    private RecordInspector operators() {
        return new ForgettingInspector(records, inTransaction.parts.near());
    }

    private int asked() {
        return events.all(EngineEvent.StoreCalled.class).size();
    }

    private static final class Kept implements SettledRecords {

        private record Entry(Claim.Settled settled, long sinceNanos, Duration retention) {}

        private final Map<IdempotencyKey, Entry> entries = new ConcurrentHashMap<>();
        private Runnable onKeep = () -> {};
        private Runnable onFind = () -> {};

        @Override
        public Claim.@Nullable Settled find(IdempotencyKey key) {
            onFind.run();
            return Optional.ofNullable(entries.get(key)).map(Entry::settled).orElse(null);
        }

        @Override
        public void keep(IdempotencyKey key, Claim.Settled settled, long sinceNanos, Duration retention) {
            onKeep.run();
            entries.put(key, new Entry(settled, sinceNanos, retention));
        }

        @Override
        public void forget(IdempotencyKey key) {
            entries.remove(key);
        }

        private List<Outcome> outcomes() {
            return entries.values().stream()
                    .map(entry -> entry.settled().outcome())
                    .toList();
        }
    }
}
