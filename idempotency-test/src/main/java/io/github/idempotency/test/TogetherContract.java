package io.github.idempotency.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.idempotency.store.Claim;
import io.github.idempotency.store.Claim.Granted;
import io.github.idempotency.store.Lease;
import io.github.idempotency.store.StoreException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is written in a transaction stands and falls with it, and takes part in the life of records written without one. */
abstract class TogetherContract extends TransactionScene {

    @Test
    void claimWritesAndOutcomeAreCommittedTogether() {
        Wish wish = Wish.onNewKey();
        String effect = wish.key().toString();

        Granted granted = transactions().commit(() -> execute(wish, effect));

        assertThat(granted.attempt()).isEqualTo(1);
        assertThat(transactions().written(effect)).isEqualTo(1);
        assertSettled(wish);
    }

    @Test
    void aRollbackLeavesNothing() {
        Wish wish = Wish.onNewKey();
        String effect = wish.key().toString();

        transactions().rollBack(() -> execute(wish, effect));

        assertThat(transactions().written(effect)).isZero();
        Granted next =
                StoreScene.expect(Granted.class, store().claim(wish.byAnother().request()));
        assertThat(next.attempt()).isEqualTo(1);
    }

    @Test
    void theSameOwnerMayClaimAndCompleteAgain() {
        Wish wish = Wish.onNewKey();
        transactions().commit(() -> {
            Claim first = claim(wish, Duration.ZERO);
            assertThat(claim(wish, Duration.ZERO)).isEqualTo(first);
            Lease lease = StoreScene.expect(Granted.class, first).lease();
            assertThat(joining().completeInTransaction(lease, OUTCOME, Wish.LONG))
                    .isTrue();
            return joining().completeInTransaction(lease, OUTCOME, Wish.LONG);
        });
        assertSettled(wish);
    }

    @Test
    void aReleasedClaimIsForgotten() {
        Wish wish = Wish.onNewKey();
        transactions().commit(() -> {
            Lease lease =
                    StoreScene.expect(Granted.class, claim(wish, Duration.ZERO)).lease();
            assertThat(joining().releaseInTransaction(lease)).isTrue();
            assertThat(joining().completeInTransaction(lease, OUTCOME, Wish.LONG))
                    .isFalse();
            return joining().releaseInTransaction(lease);
        });
        assertThat(store().claim(wish.byAnother().request())).isInstanceOf(Granted.class);
    }

    @Test
    void aRecordedOutcomeIsAnsweredAndALiveOwnerRespected() {
        Wish settled = Wish.onNewKey();
        Lease lease = StoreScene.expect(Granted.class, store().claim(settled.request()))
                .lease();
        store().complete(lease, OUTCOME, Wish.LONG);
        Wish held = Wish.onNewKey();
        store().claim(held.request());

        assertThat(transactions().<Claim>commit(() -> claim(settled.byAnother(), Wish.LONG)))
                .isEqualTo(new Claim.Settled(settled.fingerprint(), OUTCOME));
        assertThat(transactions().<Claim>commit(() -> claim(held.byAnother(), Wish.LONG)))
                .isInstanceOf(Claim.Held.class);
    }

    @Test
    void anAbandonedClaimIsTakenOverOnlyIfTheTransactionCommits() {
        Wish wish = Wish.onNewKey().takingOver();
        Lease vanished = StoreScene.expect(
                        Granted.class,
                        store().claim(wish.leasedFor(Wish.INSTANT).request()))
                .lease();
        Time.pass(Wish.SHORT);

        transactions().rollBack(() -> execute(wish.byAnother(), "nothing"));
        assertThat(store().renew(vanished, Wish.INSTANT))
                .as("renewed after the rollback")
                .isTrue();
        Time.pass(Wish.SHORT);
        Granted taken = transactions().commit(() -> execute(wish.byAnother(), "something"));

        assertThat(taken.attempt()).isEqualTo(2);
        assertThat(taken.lease().token()).isGreaterThan(vanished.token());
        assertThat(store().renew(vanished, Wish.LONG)).isFalse();
        assertSettled(wish);
    }

    @Test
    void anExpiredRecordIsReplaced() {
        Wish wish = Wish.onNewKey();
        store().claim(wish.leasedFor(Wish.INSTANT).retainedFor(Wish.INSTANT).request());
        Time.pass(Wish.SHORT);

        Granted granted = transactions().commit(() -> execute(wish.byAnother(), "afresh"));

        assertThat(granted.attempt()).isEqualTo(1);
        assertSettled(wish);
    }

    @Test
    void withoutATransactionNothingIsWritten() {
        Wish wish = Wish.onNewKey();

        assertThatThrownBy(() -> claim(wish, Duration.ZERO))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("transaction");

        Granted granted =
                StoreScene.expect(Granted.class, store().claim(wish.byAnother().request()));
        assertThatThrownBy(() -> joining().completeInTransaction(granted.lease(), OUTCOME, Wish.LONG))
                .isInstanceOf(StoreException.class);
        assertThat(store().renew(granted.lease(), Wish.LONG))
                .as("still claimed")
                .isTrue();
    }

    @Test
    void anInterruptedOwnerStillRecordsWhatItDidAndStaysInterrupted() {
        Wish wish = Wish.onNewKey();
        boolean interrupted = Racers.aside(() -> {
            transactions().commit(() -> {
                Lease lease = StoreScene.expect(Granted.class, claim(wish, Duration.ZERO))
                        .lease();
                Thread.currentThread().interrupt();
                joining().completeInTransaction(lease, OUTCOME, Wish.LONG);
                assertThat(Thread.interrupted()).as("still interrupted").isTrue();
                return null;
            });
            return true;
        });
        assertThat(interrupted).isTrue();
        assertSettled(wish);
    }
}
