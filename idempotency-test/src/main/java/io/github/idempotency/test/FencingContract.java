package io.github.idempotency.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.store.Lease;
import io.github.idempotency.store.Owner;

/** Whose word counts: the lease granted last, and no other. */
abstract class FencingContract extends StoreScene {

    @Guards(2)
    void aLateOwnerThatNobodyReplacedMayRenew() {
        Wish wish = Wish.onNewKey();
        Lease lease = abandon(wish);

        assertThat(store().renew(lease, Wish.LONG)).isTrue();

        assertHeld(wish);
    }

    @Guards(2)
    void aLateOwnerThatNobodyReplacedMayComplete() {
        Wish wish = Wish.onNewKey();
        Lease lease = abandon(wish);

        assertThat(store().complete(lease, result("late"), Wish.LONG)).isTrue();

        assertSettled(wish, result("late"));
    }

    @Guards(2)
    void anOwnerThatWasReplacedChangesNothing() {
        Wish wish = Wish.onNewKey();
        Lease lost = abandon(wish);
        Wish successor = wish.byAnother().takingOver();
        Lease lease = grant(successor).lease();

        assertPowerless(lost);

        assertHolds(lease, successor);
        assertThat(store().complete(lease, result("the successor's"), Wish.LONG))
                .isTrue();
        assertSettled(wish, result("the successor's"));
    }

    @Guards(2)
    void anOwnerWhoseSuccessorFellSilentTooStillChangesNothing() {
        Wish wish = Wish.onNewKey();
        Lease lost = abandon(wish);
        Lease lease = abandon(wish.byAnother().takingOver());

        assertPowerless(lost);

        assertThat(store().complete(lease, result("the successor's"), Wish.LONG))
                .isTrue();
        assertSettled(wish, result("the successor's"));
    }

    @Guards({2, 3})
    void anOwnerThatWasReplacedCannotTouchWhatItsSuccessorRecorded() {
        Wish wish = Wish.onNewKey();
        Lease lost = abandon(wish);
        Lease lease = grant(wish.byAnother().takingOver()).lease();
        assertThat(store().complete(lease, result("the successor's"), Wish.LONG))
                .isTrue();

        assertPowerless(lost);

        assertSettled(wish, result("the successor's"));
    }

    @Guards(2)
    void anotherOwnerCannotUseTheToken() {
        Wish wish = Wish.onNewKey();
        Lease lease = grant(wish).lease();

        assertPowerless(new Lease(lease.key(), Owner.next(), lease.token()));

        assertHolds(lease, wish);
    }

    @Guards(2)
    void anotherTokenDoesNotHelpTheOwner() {
        Wish wish = Wish.onNewKey();
        Lease lease = grant(wish).lease();

        assertPowerless(new Lease(lease.key(), lease.owner(), lease.token() + 1));
        assertPowerless(new Lease(lease.key(), lease.owner(), lease.token() - 1));

        assertHolds(lease, wish);
    }

    @Guards({2, 3})
    void anotherOwnerCannotTouchASettledRecord() {
        Wish wish = Wish.onNewKey();
        Lease lease = grant(wish).lease();
        assertThat(store().complete(lease, result("first"), Wish.LONG)).isTrue();

        assertPowerless(new Lease(lease.key(), Owner.next(), lease.token()));
        assertPowerless(new Lease(lease.key(), Owner.next(), lease.token() + 1));

        assertSettled(wish, result("first"));
    }

    @Guards(2)
    void aLeaseOfAnEarlierLifeOfTheKeyChangesNothing() {
        Wish wish = Wish.onNewKey();
        Lease earlier = grant(wish).lease();
        assertThat(store().release(earlier)).isTrue();
        Wish next = wish.byAnother();
        Lease lease = grant(next).lease();

        assertPowerless(earlier);

        assertHolds(lease, next);
    }

    @Guards(2)
    void aLeaseOnAKeyNobodyKnowsChangesNothing() {
        Wish wish = Wish.onNewKey();

        assertPowerless(new Lease(wish.key(), wish.owner(), 1));

        assertForgotten(wish);
    }

    @Guards(2)
    void aReleasedKeyIsFreeForTheNextFirstAttempt() {
        Wish wish = Wish.onNewKey();
        Lease lease = grant(wish).lease();

        assertThat(store().release(lease)).isTrue();

        assertForgotten(wish);
    }
}
