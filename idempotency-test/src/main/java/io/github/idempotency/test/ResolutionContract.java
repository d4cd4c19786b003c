package io.github.idempotency.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.idempotency.Outcome;
import io.github.idempotency.store.Claim.Granted;
import io.github.idempotency.store.Claim.Held;
import io.github.idempotency.store.IdempotencyStore;
import io.github.idempotency.store.Lease;
import io.github.idempotency.store.RecordInspector;
import io.github.idempotency.store.RecordView;
import io.github.idempotency.store.RecordView.State;
import java.util.List;

/** What an operator decides about a record whose owner will not. */
abstract class ResolutionContract extends StoreScene {

    private static final int ROUNDS = 30;
    private static final int TOO_LARGE_TO_TRY = 64 * 1024 * 1024;
    private static final Outcome DECISION = result("decided");

    @Guards({2, 3})
    void aSettledDecisionIsFinalAndItsOldOwnerChangesNothing() {
        RecordInspector inspector = inspector();
        for (State state : List.of(State.HELD, State.ABANDONED)) {
            Wish wish = Wish.onNewKey();
            Lease lease = waiting(wish, state);

            assertThat(inspector.settle(wish.key(), DECISION, Wish.LONG))
                    .as(state.name())
                    .isTrue();

            assertSettled(wish, DECISION);
            assertPowerless(lease);
            assertThat(inspector.settle(wish.key(), result("decided again"), Wish.LONG))
                    .isFalse();
            assertThat(inspector.reopen(wish.key())).isFalse();
            assertSettled(wish, DECISION);
            RecordView view = inspector.find(wish.key()).orElseThrow();
            assertThat(view.state()).isEqualTo(State.SETTLED);
            assertThat(view.retention()).isPositive().isLessThanOrEqualTo(Wish.LONG);
            assertThat(view.payloadBytes()).isEqualTo(DECISION.payload().length);
        }
    }

    @Guards(3)
    void aDecisionIsKeptForItsOwnRetention() {
        RecordInspector inspector = inspector();
        Wish brief = Wish.onNewKey();
        waiting(brief, State.ABANDONED);
        assertThat(inspector.settle(brief.key(), DECISION, Wish.SHORT)).isTrue();
        Wish lasting = Wish.onNewKey().retainedFor(Time.PATIENCE);
        waiting(lasting, State.ABANDONED);
        assertThat(inspector.settle(lasting.key(), DECISION, Wish.LONG)).isTrue();
        Time.pass(Wish.SHORT.plus(Wish.SHORT));

        assertForgotten(brief);
        assertThat(inspector.find(lasting.key()).orElseThrow().retention()).isGreaterThan(Time.PATIENCE);
    }

    @Guards(2)
    void aReopenedKeyIsGrantedAsTheFirstAttemptWithAGreaterToken() {
        RecordInspector inspector = inspector();
        for (State state : List.of(State.HELD, State.ABANDONED)) {
            Wish wish = Wish.onNewKey();
            abandon(wish);
            Lease lease = waiting(wish.byAnother().takingOver(), state);

            assertThat(inspector.reopen(wish.key())).as(state.name()).isTrue();

            assertThat(inspector.find(wish.key())).isEmpty();
            assertThat(inspector.reopen(wish.key())).isFalse();
            assertPowerless(lease);
            Wish next = wish.byAnother();
            Granted granted = grant(next);
            assertThat(granted.attempt()).isEqualTo(1);
            assertThat(granted.lease().token()).isGreaterThan(lease.token());
            assertPowerless(lease);
            assertHolds(granted.lease(), next);
        }
    }

    @Guards({1, 3})
    void whatDoesNotWaitForAnOperatorIsNeitherSettledNorReopened() {
        RecordInspector inspector = inspector();
        Wish claimed = Wish.onNewKey();
        Lease lease = grant(claimed).lease();
        Wish settled = Wish.onNewKey();
        assertThat(store().complete(grant(settled).lease(), result("done"), Wish.LONG))
                .isTrue();
        Wish expired = Wish.onNewKey();
        grant(expired.leasedFor(Wish.INSTANT).retainedFor(Wish.INSTANT));
        Time.pass(Wish.SHORT);

        for (Wish wish : List.of(claimed, settled, expired, Wish.onNewKey())) {
            assertThat(inspector.settle(wish.key(), DECISION, Wish.LONG)).isFalse();
            assertThat(inspector.reopen(wish.key())).isFalse();
        }

        assertHolds(lease, claimed);
        assertSettled(settled, result("done"));
        assertForgotten(expired);
    }

    @Guards(8)
    void aDecisionOverTheLimitIsRefused() {
        RecordInspector inspector = inspector();
        long limit = store().traits().maxPayloadBytes();
        assumeThat(limit).as("a limit small enough to be exceeded in a test").isLessThan(TOO_LARGE_TO_TRY);
        Wish wish = Wish.onNewKey();
        waiting(wish, State.HELD);

        assertThatThrownBy(() -> inspector.settle(wish.key(), Outcome.result(new byte[(int) limit + 1]), Wish.LONG))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(String.valueOf(limit));

        assertThat(inspector.find(wish.key())).map(RecordView::state).contains(State.HELD);
    }

    @Guards({1, 3, 5})
    void ofADecisionATakeoverAndALateOwnerExactlyOneSucceeds() {
        RecordInspector inspector = inspector();
        try (Racers racers = new Racers(6)) {
            for (int round = 0; round < ROUNDS; round++) {
                Wish wish = Wish.onNewKey();
                Lease late = abandon(wish);
                List<Boolean> won = racers.race(i -> () -> switch (i) {
                    case 0 -> inspector.settle(wish.key(), DECISION, Wish.LONG);
                    case 1 -> store().complete(late, result("late"), Wish.LONG);
                    default -> instance(i).claim(wish.byAnother().takingOver().request()) instanceof Granted;
                });
                assertThat(won).filteredOn(it -> it).as("winners").hasSize(1);
                if (won.get(0)) {
                    assertSettled(wish, DECISION);
                } else if (won.get(1)) {
                    assertSettled(wish, result("late"));
                } else {
                    assertHeld(wish);
                }
            }
        }
    }

    @Guards(5)
    void ofOperatorsWhoDecideAtOnceExactlyOneSucceeds() {
        inspector();
        try (Racers racers = new Racers(6)) {
            for (int round = 0; round < ROUNDS; round++) {
                Wish wish = Wish.onNewKey();
                waiting(wish, round % 2 == 0 ? State.HELD : State.ABANDONED);
                List<Boolean> won = racers.race(i -> () -> {
                    RecordInspector mine = (RecordInspector) instance(i);
                    return i < 3 ? mine.settle(wish.key(), result("of " + i), Wish.LONG) : mine.reopen(wish.key());
                });
                assertThat(won).filteredOn(it -> it).as("winners").hasSize(1);
                int winner = won.indexOf(true);
                if (winner < 3) {
                    assertSettled(wish, result("of " + winner));
                } else {
                    assertForgotten(wish);
                }
            }
        }
    }

    /** The effects are counted: whoever finds the key free executes, and only one does. */
    @Guards({1, 5})
    void ofManyThatClaimAReopenedKeyExactlyOneIsGranted() {
        RecordInspector inspector = inspector();
        try (Racers racers = new Racers(8)) {
            for (int round = 0; round < ROUNDS; round++) {
                Wish wish = Wish.onNewKey();
                waiting(wish, State.HELD);
                List<Integer> effects = racers.race(i -> () -> {
                    if (i == 0) {
                        assertThat(inspector.reopen(wish.key())).isTrue();
                    }
                    return instance(i).claim(wish.byAnother().request()) instanceof Granted ? 1 : 0;
                });
                assertThat(effects.stream().mapToInt(Integer::intValue).sum())
                        .as("effects")
                        .isEqualTo(1);
                expect(Held.class, claim(wish.byAnother()));
            }
        }
    }

    /** A record whose owner held the outcome, or vanished. */
    private Lease waiting(Wish wish, State state) {
        if (state == State.ABANDONED) {
            return abandon(wish);
        }
        Lease lease = grant(wish).lease();
        assertThat(store().complete(lease, Outcome.unknown(), Wish.LONG)).isTrue();
        return lease;
    }

    private IdempotencyStore instance(int racer) {
        return racer % 2 == 0 ? store() : elsewhere();
    }

    private RecordInspector inspector() {
        assumeTrue(elsewhere() instanceof RecordInspector, "The store is no RecordInspector");
        assumeTrue(store() instanceof RecordInspector, "The store is no RecordInspector");
        return (RecordInspector) elsewhere();
    }
}
