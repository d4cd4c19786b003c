package io.github.idempotency.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.Fingerprint;
import io.github.idempotency.store.Claim.Abandoned;
import io.github.idempotency.store.Claim.Granted;
import io.github.idempotency.store.Lease;

/** What becomes of a claim whose owner fell silent. */
abstract class TakeoverContract extends StoreScene {

    private static final Fingerprint OTHER = Fingerprint.of("something else");

    @Guards({1, 2})
    void anAbandonedClaimPassesToOneWhoMayTakeOver() {
        Wish wish = Wish.onNewKey();
        Lease lost = abandon(wish);
        Wish successor = wish.byAnother().takingOver();

        Granted granted = grant(successor);

        assertThat(granted.attempt()).isEqualTo(2);
        assertThat(granted.lease().owner()).isEqualTo(successor.owner());
        assertThat(granted.lease().token()).isGreaterThan(lost.token());
        assertHolds(granted.lease(), successor);
    }

    @Guards({1, 2})
    void everyTakeoverCountsOneAttemptMoreAndHasAGreaterToken() {
        Wish wish = Wish.onNewKey();
        Lease last = abandon(wish);

        for (int attempt = 2; attempt <= 4; attempt++) {
            Granted granted = grant(wish.byAnother().takingOver().leasedFor(Wish.INSTANT));
            assertThat(granted.attempt()).isEqualTo(attempt);
            assertThat(granted.lease().token()).isGreaterThan(last.token());
            last = granted.lease();
            awaitAbandoned(wish);
        }
    }

    @Guards(8)
    void withoutPermissionNobodyTakesOverAndNothingChanges() {
        Wish wish = Wish.onNewKey();
        Lease lost = abandon(wish);

        Abandoned answer = expect(Abandoned.class, claim(wish.byAnother()));

        assertThat(answer).isEqualTo(new Abandoned(wish.fingerprint(), 1));
        assertTakeoverStillWorks(wish, lost);
    }

    @Guards(8)
    void whoAsksForSomethingElseCannotTakeOverAndNothingChanges() {
        Wish wish = Wish.onNewKey();
        Lease lost = abandon(wish);

        Abandoned answer =
                expect(Abandoned.class, claim(wish.byAnother().askingFor(OTHER).takingOver()));

        assertThat(answer).isEqualTo(new Abandoned(wish.fingerprint(), 1));
        assertTakeoverStillWorks(wish, lost);
    }

    @Guards(8)
    void fingerprintsAreComparedOverTheirFullLength() {
        byte[] one = new byte[Fingerprint.MAX_LENGTH];
        byte[] almost = one.clone();
        almost[almost.length - 1] = 1;
        Wish wish = Wish.onNewKey().askingFor(Fingerprint.fromBytes(one));
        Lease lost = abandon(wish);

        expect(Abandoned.class, claim(wish.byAnother().takingOver().askingFor(Fingerprint.fromBytes(almost))));
        expect(Abandoned.class, claim(wish.byAnother().takingOver().askingFor(Fingerprint.fromBytes(new byte[1]))));
        expect(Abandoned.class, claim(wish.byAnother().takingOver().askingFor(Fingerprint.NONE)));

        assertTakeoverStillWorks(wish, lost);
    }

    @Guards(8)
    void emptyFingerprintsAreEqualAndDifferFromAnyOther() {
        Wish wish = Wish.onNewKey().askingFor(Fingerprint.NONE);
        Lease lost = abandon(wish);

        expect(Abandoned.class, claim(wish.byAnother().askingFor(OTHER).takingOver()));

        assertTakeoverStillWorks(wish, lost);
    }

    @Guards({1, 3})
    void aTakeoverKeepsTheRecordForItsOwnRetention() {
        Wish successor = Time.within(ExpiryContract.RETENTION, () -> {
            Wish wish = Wish.onNewKey().leasedFor(Wish.INSTANT).retainedFor(ExpiryContract.RETENTION);
            grant(wish);
            Time.pass(ExpiryContract.CLOCK_GRAIN);
            Wish next = wish.byAnother().takingOver().leasedFor(Wish.LONG).retainedFor(Wish.LONG);
            grant(next);
            return next;
        });
        Time.pass(ExpiryContract.RETENTION);

        assertHeld(successor);
    }

    private void assertTakeoverStillWorks(Wish wish, Lease lost) {
        Wish successor = wish.byAnother().takingOver();
        Granted granted = grant(successor);
        assertThat(granted.attempt()).isEqualTo(2);
        assertThat(granted.lease().token()).isGreaterThan(lost.token());
        assertHolds(granted.lease(), successor);
    }
}
