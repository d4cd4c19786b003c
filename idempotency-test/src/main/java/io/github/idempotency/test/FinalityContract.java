package io.github.idempotency.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.Fingerprint;
import io.github.idempotency.store.Claim.Settled;
import io.github.idempotency.store.Lease;

/** What has been recorded stays recorded. */
abstract class FinalityContract extends StoreScene {

    @Guards({3, 8})
    void aSettledKeyIsAnsweredWithWhatWasAskedAndHowItEnded() {
        Wish wish = Wish.onNewKey();
        settle(wish);
        Settled answer = new Settled(wish.fingerprint(), result("done"));
        Fingerprint other = Fingerprint.of("something else");

        assertThat(claim(wish.byAnother())).isEqualTo(answer);
        assertThat(elsewhere().claim(wish.byAnother().askingFor(other).request()))
                .isEqualTo(answer);
        assertThat(claim(wish.byAnother().askingFor(other).takingOver())).isEqualTo(answer);
    }

    @Guards(3)
    void aSettledKeyIsNotGrantedToItsOwnOwnerEither() {
        Wish wish = Wish.onNewKey();
        settle(wish);

        expect(Settled.class, claim(wish));
        expect(Settled.class, claim(wish.takingOver()));

        assertSettled(wish, result("done"));
    }

    @Guards(3)
    void aSettledKeyIsNotGrantedWhenTheLeaseWouldHaveRunOut() {
        Wish wish = Wish.onNewKey();
        Lease lease = abandon(wish);
        assertThat(store().complete(lease, result("done"), Wish.LONG)).isTrue();
        Time.pass(Wish.SHORT);

        expect(Settled.class, claim(wish.byAnother().takingOver()));

        assertSettled(wish, result("done"));
    }

    @Guards(3)
    void aSettledKeyIsNeitherRenewedNorReleased() {
        Wish wish = Wish.onNewKey();
        Lease lease = settle(wish);

        assertThat(store().renew(lease, Wish.LONG)).isFalse();
        assertThat(store().release(lease)).isFalse();

        assertSettled(wish, result("done"));
    }

    @Guards({2, 3})
    void aTakenOverKeyIsSettledByItsSuccessor() {
        Wish wish = Wish.onNewKey();
        abandon(wish);
        Lease lease = settle(wish.byAnother().takingOver());

        assertThat(store().complete(lease, result("again"), Wish.LONG)).isTrue();

        assertSettled(wish, result("done"));
    }

    private Lease settle(Wish wish) {
        Lease lease = grant(wish).lease();
        assertThat(store().complete(lease, result("done"), Wish.LONG)).isTrue();
        return lease;
    }
}
