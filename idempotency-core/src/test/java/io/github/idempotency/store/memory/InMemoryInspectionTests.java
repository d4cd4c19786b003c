package io.github.idempotency.store.memory;

import static io.github.idempotency.store.memory.MemoryScene.RESULT;
import static io.github.idempotency.store.memory.MemoryScene.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.idempotency.Fingerprint;
import io.github.idempotency.Outcome;
import io.github.idempotency.store.Claim;
import io.github.idempotency.store.Claim.Granted;
import io.github.idempotency.store.Claim.Settled;
import io.github.idempotency.store.Lease;
import io.github.idempotency.store.RecordListing;
import io.github.idempotency.store.RecordView;
import io.github.idempotency.store.RecordView.State;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What operators see and decide, on a clock the test moves, and that their decisions keep the books balanced. */
class InMemoryInspectionTests {

    private static final Duration NANOSECOND = Duration.ofNanos(1);
    private static final Duration LEASE = Duration.ofSeconds(10);
    private static final Duration RETENTION = Duration.ofHours(1);
    private static final Set<State> ANY = EnumSet.allOf(State.class);

    private final MemoryScene scene = new MemoryScene(4, 1_000, 100);
    private final InMemoryIdempotencyStore store = scene.store();

    @Test
    void aListingShowsEveryRecordUnderItsOwnState() {
        oneOfEach();

        for (State state : State.values()) {
            assertThat(store.list(EnumSet.of(state), 10).records())
                    .extracting(RecordView::key)
                    .containsExactly(key(state.name()));
        }
        assertThat(store.list(ANY, 10).records())
                .extracting(RecordView::state)
                .containsExactlyInAnyOrder(State.values());
        assertThat(store.list(Set.of(), 10)).isEqualTo(RecordListing.EMPTY);
    }

    @Test
    void aListingSaysWhetherItIsAll() {
        oneOfEach();

        RecordListing some = store.list(ANY, 3);
        assertThat(some.records()).hasSize(3);
        assertThat(some.complete()).isFalse();
        RecordListing all = store.list(ANY, 4);
        assertThat(all.records()).hasSize(4);
        assertThat(all.complete()).isTrue();
        assertThat(store.list(ANY, 1).records()).hasSize(1);
        assertThatIllegalArgumentException().isThrownBy(() -> store.list(ANY, 0));
    }

    @Test
    void whatHasExpiredIsNeitherFoundNorListed() {
        grant("key");

        scene.pass(RETENTION.minus(NANOSECOND));
        assertThat(store.find(key("key"))).isPresent();
        assertThat(store.list(ANY, 10).records()).hasSize(1);

        scene.pass(NANOSECOND);
        assertThat(store.find(key("key"))).isEmpty();
        assertThat(store.list(ANY, 10)).isEqualTo(RecordListing.EMPTY);
    }

    @Test
    void aDecisionReplacesWhatWaitedForIt() {
        oneOfEach();
        long before = store.bytes();

        for (State state : EnumSet.of(State.ABANDONED, State.HELD)) {
            assertThat(store.settle(key(state.name()), RESULT, Duration.ofMinutes(1)))
                    .isTrue();
            assertThat(claim(state.name())).isEqualTo(new Settled(Fingerprint.NONE, RESULT));
            assertThat(store.settle(key(state.name()), RESULT, RETENTION)).isFalse();
            assertThat(store.reopen(key(state.name()))).isFalse();
        }
        assertThat(store.bytes()).isEqualTo(before + 2L * RESULT.payload().length);

        scene.pass(Duration.ofMinutes(1));
        assertThat(store.find(key(State.HELD.name()))).isEmpty();
        grant("in the room of those");
    }

    @Test
    void anOwnerThatReturnsAfterTheDecisionChangesNothing() {
        Lease late = grant("key");
        scene.pass(LEASE);
        assertThat(store.settle(key("key"), RESULT, RETENTION)).isTrue();

        assertThat(store.complete(late, Outcome.result(new byte[1]), RETENTION)).isFalse();
        assertThat(store.renew(late, LEASE)).isFalse();
        assertThat(store.release(late)).isFalse();
        assertThat(claim("key")).isInstanceOf(Settled.class);
    }

    @Test
    void aReopenedKeyIsGrantedAsTheFirstAttempt() {
        oneOfEach();

        for (State state : EnumSet.of(State.ABANDONED, State.HELD)) {
            assertThat(store.reopen(key(state.name()))).isTrue();
            assertThat(store.reopen(key(state.name()))).isFalse();
            assertThat(((Granted) claim(state.name())).attempt()).isEqualTo(1);
        }
        assertThat(store.size()).isEqualTo(4);
    }

    @Test
    void whatDoesNotWaitForAnOperatorIsLeftAlone() {
        oneOfEach();

        for (State state : EnumSet.of(State.CLAIMED, State.SETTLED)) {
            assertThat(store.settle(key(state.name()), RESULT, RETENTION)).isFalse();
            assertThat(store.reopen(key(state.name()))).isFalse();
            assertThat(store.find(key(state.name()))).map(RecordView::state).contains(state);
        }
        scene.pass(RETENTION);
        assertThat(store.settle(key("ABANDONED"), RESULT, RETENTION)).isFalse();
        assertThat(store.reopen(key("HELD"))).isFalse();
        assertThat(store.settle(key("none"), RESULT, RETENTION)).isFalse();
        assertThat(store.reopen(key("none"))).isFalse();
    }

    @Test
    void aDecisionOverTheLimitIsAMistakeThatChangesNothing() {
        grant("key");
        scene.pass(LEASE);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.settle(key("key"), Outcome.result(new byte[101]), RETENTION))
                .withMessageContaining("101 bytes");
        assertThat(store.find(key("key"))).map(RecordView::state).contains(State.ABANDONED);
        assertThat(store.settle(key("key"), Outcome.result(new byte[100]), RETENTION))
                .isTrue();
    }

    @Test
    void deletingTellsWhetherThereWasARecord() {
        grant("live");
        grant("expired");

        assertThat(store.delete(key("live"))).isTrue();
        assertThat(store.delete(key("live"))).isFalse();
        scene.pass(RETENTION);
        assertThat(store.delete(key("expired"))).isFalse();
        assertThat(store.size()).isZero();
    }

    /** Each under the name of its state. */
    private void oneOfEach() {
        grant("ABANDONED");
        scene.pass(LEASE);
        grant("CLAIMED");
        store.complete(grant("SETTLED"), RESULT, RETENTION);
        store.complete(grant("HELD"), Outcome.unknown(), RETENTION);
    }

    private Lease grant(String name) {
        return scene.grant(name, LEASE, RETENTION);
    }

    private Claim claim(String name) {
        return scene.claim(name, LEASE, RETENTION, false);
    }
}
