package io.github.idempotency.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.Fingerprint;
import io.github.idempotency.store.Claim;
import io.github.idempotency.store.Claim.Abandoned;
import io.github.idempotency.store.Claim.Granted;
import io.github.idempotency.store.Claim.Held;
import io.github.idempotency.store.Lease;
import java.time.Duration;

/** Who gets a key, and what the others are told meanwhile. */
abstract class OwnershipContract extends StoreScene {

    @Guards(1)
    void aNewKeyIsGrantedAsTheFirstAttempt() {
        Wish wish = Wish.onNewKey();

        Granted granted = grant(wish);

        assertThat(granted.attempt()).isEqualTo(1);
        assertThat(granted.lease().key()).isEqualTo(wish.key());
        assertThat(granted.lease().owner()).isEqualTo(wish.owner());
    }

    @Guards({1, 6})
    void aSecondOwnerIsToldWhatTheFirstWasAskedForAndHowLongItMayStillTake() {
        Wish wish = Wish.onNewKey();
        grant(wish);

        Wish second = wish.byAnother().askingFor(Fingerprint.of("something else"));
        Held held = expect(Held.class, elsewhere().claim(second.request()));

        assertThat(held.fingerprint()).isEqualTo(wish.fingerprint());
        assertThat(held.remaining()).isPositive().isLessThanOrEqualTo(wish.lease());
    }

    @Guards(1)
    void aLiveOwnerIsNotReplacedByOneThatMayTakeOver() {
        Wish wish = Wish.onNewKey();
        Lease lease = grant(wish).lease();

        expect(Held.class, elsewhere().claim(wish.byAnother().takingOver().request()));

        assertHolds(lease, wish);
    }

    @Guards(4)
    void aHeldKeyIsAnsweredWithoutWaitingForItsOwner() {
        Wish wish = Wish.onNewKey().leasedFor(Duration.ofSeconds(10));
        grant(wish);

        long start = System.nanoTime();
        Claim claim = Racers.aside(() -> claim(wish.byAnother()));

        expect(Held.class, claim);
        assertThat(Time.since(start)).isLessThan(wish.lease().dividedBy(2));
    }

    @Guards(6)
    void theTimeAnOwnerHasLeftRunsDown() {
        Wish wish = Wish.onNewKey();
        grant(wish);
        Duration before = remaining(wish);
        Time.pass(Wish.SHORT);

        assertThat(remaining(wish)).isLessThan(before);
    }

    @Guards(6)
    void aRenewalRunsFromNowAndIsNotAddedToWhatWasLeft() {
        Wish wish = Wish.onNewKey();
        Lease lease = grant(wish).lease();

        assertThat(store().renew(lease, Wish.LONG.multipliedBy(2))).isTrue();
        assertThat(remaining(wish)).isGreaterThan(Wish.LONG).isLessThanOrEqualTo(Wish.LONG.multipliedBy(2));

        assertThat(store().renew(lease, Wish.SHORT)).isTrue();
        awaitAbandoned(wish);
    }

    @Guards({1, 6})
    void aLeaseNeverRunsOutEarly() {
        Wish wish = Wish.onNewKey().leasedFor(Wish.SHORT);
        long start = System.nanoTime();
        grant(wish);
        awaitAbandoned(wish);

        assertThat(Time.since(start)).isGreaterThanOrEqualTo(Wish.SHORT.minus(ExpiryContract.CLOCK_GRAIN));
    }

    @Guards(3)
    void anAbandonedRecordIsRememberedWhenItsLeaseIsLongOver() {
        Wish wish = Wish.onNewKey();
        abandon(wish);
        Time.pass(Wish.SHORT);

        Abandoned abandoned =
                expect(Abandoned.class, elsewhere().claim(wish.byAnother().request()));

        assertThat(abandoned).isEqualTo(new Abandoned(wish.fingerprint(), 1));
    }

    private Duration remaining(Wish wish) {
        return expect(Held.class, elsewhere().claim(wish.byAnother().request())).remaining();
    }
}
