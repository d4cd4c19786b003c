package io.github.idempotency.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.idempotency.Outcome;
import io.github.idempotency.store.Lease;
import io.github.idempotency.store.RecordInspector;
import io.github.idempotency.store.RecordView;
import io.github.idempotency.store.RecordView.State;
import java.time.Duration;

/** What an operator sees of a record, where the store lets operators look. */
abstract class InspectionContract extends StoreScene {

    @Guards(5)
    void aClaimedRecordShowsHowLongItsOwnerMayTake() {
        RecordInspector inspector = inspector();
        Wish wish = Wish.onNewKey().named("POST /orders");
        grant(wish);

        RecordView view = inspector.find(wish.key()).orElseThrow();

        assertThat(view.key()).isEqualTo(wish.key());
        assertThat(view.operation()).isEqualTo("POST /orders");
        assertThat(view.state()).isEqualTo(State.CLAIMED);
        assertThat(view.attempt()).isEqualTo(1);
        assertThat(view.lease()).isPositive().isLessThanOrEqualTo(wish.lease());
        assertThat(view.retention()).isGreaterThan(view.lease()).isLessThanOrEqualTo(wish.retention());
        assertThat(view.payloadBytes()).isZero();
    }

    @Guards(5)
    void anAbandonedRecordHasNoLeaseLeft() {
        RecordInspector inspector = inspector();
        Wish wish = Wish.onNewKey();
        abandon(wish);
        abandon(wish.byAnother().takingOver());

        RecordView view = inspector.find(wish.key()).orElseThrow();

        assertThat(view.state()).isEqualTo(State.ABANDONED);
        assertThat(view.attempt()).isEqualTo(2);
        assertThat(view.lease()).isEqualTo(Duration.ZERO);
        assertThat(view.retention()).isPositive();
    }

    @Guards(5)
    void aSettledRecordShowsTheSizeOfItsOutcome() {
        RecordInspector inspector = inspector();
        Wish wish = Wish.onNewKey();
        Lease lease = grant(wish).lease();
        assertThat(store().complete(lease, result("12345"), Wish.LONG)).isTrue();

        RecordView view = inspector.find(wish.key()).orElseThrow();

        assertThat(view.state()).isEqualTo(State.SETTLED);
        assertThat(view.lease()).isEqualTo(Duration.ZERO);
        assertThat(view.retention()).isPositive().isLessThanOrEqualTo(Wish.LONG);
        assertThat(view.payloadBytes()).isEqualTo(5);
    }

    @Guards(5)
    void anUnknownOutcomeShowsAsHeld() {
        RecordInspector inspector = inspector();
        Wish wish = Wish.onNewKey();
        Lease lease = grant(wish).lease();
        assertThat(store().complete(lease, Outcome.unknown(), Wish.LONG)).isTrue();

        assertThat(inspector.find(wish.key())).map(RecordView::state).contains(State.HELD);
    }

    @Guards(8)
    void anyOperationNameIsShownAsItWasGiven() {
        RecordInspector inspector = inspector();
        for (String name : BlindnessContract.HOSTILE_NAMES) {
            Wish wish = Wish.onNewKey().named(name);
            grant(wish);
            assertThat(inspector.find(wish.key())).map(RecordView::operation).contains(name);
        }
    }

    @Guards(3)
    void anExpiredOrUnknownRecordIsNotShown() {
        RecordInspector inspector = inspector();
        Wish wish = Wish.onNewKey().leasedFor(Wish.INSTANT).retainedFor(Wish.INSTANT);
        grant(wish);
        Time.pass(Wish.SHORT);

        assertThat(inspector.find(wish.key())).isEmpty();
        assertThat(inspector.find(Wish.onNewKey().key())).isEmpty();
    }

    @Guards(2)
    void aDeletedRecordIsForgottenWhateverItsState() {
        RecordInspector inspector = inspector();
        Wish claimed = Wish.onNewKey();
        Lease lease = grant(claimed).lease();
        Wish settled = Wish.onNewKey();
        assertThat(store().complete(grant(settled).lease(), result("done"), Wish.LONG))
                .isTrue();
        Wish abandoned = Wish.onNewKey();
        abandon(abandoned);

        assertThat(inspector.delete(claimed.key())).isTrue();
        assertThat(inspector.delete(settled.key())).isTrue();
        assertThat(inspector.delete(abandoned.key())).isTrue();

        assertThat(inspector.find(claimed.key())).isEmpty();
        assertPowerless(lease);
        assertForgotten(claimed);
        assertForgotten(settled);
        assertForgotten(abandoned);
    }

    @Guards(5)
    void deletingAnUnknownKeySaysSo() {
        assertThat(inspector().delete(Wish.onNewKey().key())).isFalse();
    }

    private RecordInspector inspector() {
        assumeTrue(elsewhere() instanceof RecordInspector, "The store is no RecordInspector");
        return (RecordInspector) elsewhere();
    }
}
