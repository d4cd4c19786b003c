package io.github.idempotency.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.idempotency.Fingerprint;
import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.Outcome;
import io.github.idempotency.Rejection;
import io.github.idempotency.engine.EngineEvent.StoreVerb;
import io.github.idempotency.store.ClaimBlockedException;
import io.github.idempotency.store.TransactionConflictException;
import io.github.idempotency.store.memory.InMemoryIdempotencyStore;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever goes wrong that should not: a call that begins ends, and its key does not stay taken. */
class UnexpectedFailureTests {

    private static final FaultyStore.Fault CONFLICT = verb -> {
        throw new TransactionConflictException("deadlock", null);
    };
    private static final FaultyStore.Fault BLOCKED = verb -> {
        throw new ClaimBlockedException("locked", null);
    };

    private final FaultyStore store = new FaultyStore(new InMemoryIdempotencyStore(100, 100_000, 1_000));
    private final RecordedCalls calls = new RecordedCalls();
    private final IdempotencyEngine engine = new IdempotencyEngine(
            store, new EngineSettings(Duration.ofMillis(200), Duration.ofMinutes(15), 10, 10), event -> {}, calls);

    @AfterEach
    void close() {
        engine.close();
    }

    static ProtectedCall withTooLongAName() {
        return new ProtectedCall(
                IdempotencyKey.of("a"),
                Fingerprint.NONE,
                "x".repeat(201),
                TestCall.of("a").policy());
    }

    @Test
    void whatStoresThrowInTransactionsOnlyMeansOutsideOfThemThatTheyAreNotThere() {
        store.always(StoreVerb.CLAIM, CONFLICT);
        assertThat(Stage.rejection(engine, TestCall.of("a"))).isEqualTo(Rejection.STORE_UNAVAILABLE);
        store.always(StoreVerb.CLAIM, BLOCKED);
        assertThat(engine.admit(TestCall.of("a").proceeding().build())).isInstanceOf(Admission.Unprotected.class);
        store.up();
        Execution execution = Stage.running(engine.admit(TestCall.of("b").build()));
        store.always(StoreVerb.COMPLETE, CONFLICT);
        assertThat(execution.complete(Stage.answer("1"))).isEqualTo(Ending.DEFERRED);
        store.up();

        assertThat(calls.sequences())
                .containsExactly(List.of("Rejected"), List.of("Unprotected"), List.of("Started", "Ended"));
    }

    @Test
    void aCallNoStoreCouldTakeDoesNotEvenBegin() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> engine.admit(withTooLongAName()))
                .withMessageContaining("at most 200");

        assertThat(calls.all).isEmpty();
    }

    @Test
    void aStoreThatAnswersNothingEndsTheCall() {
        store.next(StoreVerb.CLAIM, verb -> {
            assertThat(verb.get()).isNotNull();
            return null;
        });
        assertThatThrownBy(() -> engine.admit(TestCall.of("a").build())).isInstanceOf(NullPointerException.class);

        assertThat(calls.sequences()).containsExactly(List.of("Rejected"));
        await().untilAsserted(() ->
                Stage.running(engine.admit(TestCall.of("a").build())).release());
    }

    @Test
    void anAnswerThatCannotBeMadeReadyEndsTheCallAndItsLeaseAsNotRecorded() {
        Execution execution = Stage.running(
                engine.admit(TestCall.of("a").lease(Stage.SHORT_LEASE).build()));
        assertThat(execution.complete(unusable())).isEqualTo(Ending.RECORDED);

        assertThat(calls.sequences()).containsExactly(List.of("Started", "Ended"));
        assertThat(Stage.rejection(engine, TestCall.of("a"))).isEqualTo(Rejection.ANSWER_NOT_RECORDED);
    }

    /** Stands for one for which there is no memory any more. */
    @SuppressWarnings("NullAway")
    private static Outcome unusable() {
        return null;
    }
}
